package dev.tidepath.ode;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The order conditions of Butcher for the stages of a method, exactly: weights are of order p if
 * {@code Σ wᵢ φᵢ(τ) = θ^|τ| / γ(τ)} for every rooted tree τ of at most p nodes, where
 * {@code φᵢ(τ) = Π_children Σⱼ aᵢⱼ φⱼ(child)}.
 *
 * <p>All rows have one denominator, so everything is done in integers: {@code φ(τ)} has its power {@code |τ| − 1}.
 */
final class OrderConditions {

    private final BigInteger denominator;
    private final BigInteger[][] a;
    private final List<List<RootedTree>> trees = new ArrayList<>();
    private final Map<RootedTree, BigInteger[]> phi = new HashMap<>();

    /** Prepares the conditions of all orders up to one. */
    OrderConditions(BigFraction[][] rows, int order) {
        denominator = Arrays.stream(rows).map(OrderConditions::common).reduce(BigInteger.ONE, OrderConditions::lcm);
        a = new BigInteger[rows.length][];
        Arrays.setAll(a, i -> numerators(rows[i], denominator));
        for (int p = 1; p <= order; p++) {
            trees.add(RootedTree.ofOrder(p));
            trees.get(p - 1).forEach(tree -> phi.put(tree, stageWeights(tree)));
        }
    }

    private static BigInteger common(BigFraction[] row) {
        return Arrays.stream(row).map(BigFraction::getDenominator).reduce(BigInteger.ONE, OrderConditions::lcm);
    }

    private static BigInteger lcm(BigInteger x, BigInteger y) {
        return x.divide(x.gcd(y)).multiply(y);
    }

    private static BigInteger[] numerators(BigFraction[] row, BigInteger denominator) {
        return Arrays.stream(row)
                .map(x -> denominator.divide(x.getDenominator()).multiply(x.getNumerator()))
                .toArray(BigInteger[]::new);
    }

    private BigInteger[] stageWeights(RootedTree tree) {
        BigInteger[] product = new BigInteger[a.length];
        Arrays.fill(product, BigInteger.ONE);
        for (RootedTree child : tree.children()) {
            BigInteger[] inner = phi.get(child);
            Arrays.setAll(product, i -> product[i].multiply(dot(a[i], inner)));
        }
        return product;
    }

    private static BigInteger dot(BigInteger[] w, BigInteger[] x) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < w.length; i++) {
            sum = sum.add(w[i].multiply(x[i]));
        }
        return sum;
    }

    /** Largest residual of the conditions up to an order, for a solution at θ; zero if there is none at all. */
    double residual(BigFraction[] weights, int order, BigFraction theta) {
        BigInteger common = common(weights);
        BigInteger[] w = numerators(weights, common);
        double worst = 0;
        for (int p = 1; p <= order; p++) {
            BigFraction unit = new BigFraction(BigInteger.ONE, common.multiply(denominator.pow(p - 1)));
            for (RootedTree tree : trees.get(p - 1)) {
                BigFraction exact = theta.pow(p).divide(new BigFraction(tree.density()));
                BigFraction found = unit.multiply(dot(w, phi.get(tree)));
                worst = Math.max(
                        worst, ExactTableau.nearest(found.subtract(exact).abs()));
            }
        }
        return worst;
    }

    /** The same at the end of the step. */
    double residual(BigFraction[] weights, int order) {
        return residual(weights, order, BigFraction.ONE);
    }
}
