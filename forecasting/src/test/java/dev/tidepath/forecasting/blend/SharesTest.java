package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {

    private static final double[] PRIOR = {0.7, 0.3};
    private static final double STRENGTH = 1;
    private static final double PERFECT = 0.2;

    /** Blocks of very different size, two models with errors of their own. */
    private static List<Shares.Block> blocks(RandomKey key) {
        List<Shares.Block> blocks = new ArrayList<>();
        for (int b = 0; b < 4; b++) {
            RandomKey own = key.derive(b);
            double unit = Math.exp(5 * own.gaussian(0));
            List<Rehearsal.Point> points = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                double first = unit * own.gaussian(2 * i + 1);
                double second = unit * own.gaussian(2 * i + 2);
                points.add(new Rehearsal.Point(
                        Times.ofNumbers(i), 1, 0, List.of(nodes(first, unit), nodes(second, unit))));
            }
            blocks.add(new Shares.Block(points, loss(points, PRIOR)));
        }
        return blocks;
    }

    private static double[] nodes(double middle, double unit) {
        double[] nodes = new double[QuantileNodes.COUNT];
        Arrays.setAll(nodes, k -> middle + unit * (k - QuantileNodes.MIDDLE) / QuantileNodes.COUNT);
        return nodes;
    }

    private static double loss(List<Rehearsal.Point> points, double[] shares) {
        return points.stream()
                .mapToDouble(p -> QuantileNodes.loss(Shares.average(p.nodes(), shares), p.actual()))
                .average()
                .orElseThrow();
    }

    private static double objective(List<Shares.Block> blocks, double first, int forecasts) {
        double[] shares = {first, 1 - first};
        double sum = 0;
        for (Shares.Block block : blocks) {
            sum += Math.log(loss(block.points(), shares) / block.scale() + PERFECT) / blocks.size();
        }
        double divergence = 0;
        for (int m = 0; m < 2; m++) {
            divergence += shares[m] * Math.log(shares[m] / PRIOR[m]);
        }
        return sum + STRENGTH / Math.sqrt(forecasts) * divergence;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void theSharesMinimiseTheLossInProportionBesideThePrior(int forecasts) {
        for (int trial = 0; trial < 10; trial++) {
            List<Shares.Block> blocks = blocks(RandomKey.of(3).derive(trial));
            double least = Double.POSITIVE_INFINITY;
            for (int i = 1; i < 1000; i++) {
                least = Math.min(least, objective(blocks, i / 1000.0, forecasts));
            }
            double[] shares = Shares.learn(blocks, PRIOR, STRENGTH, forecasts);
            assertEquals(least, objective(blocks, shares[0], forecasts), 2e-3, "trial " + trial);
        }
    }
}
