package dev.tidepath.forecasting.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic of successive halving (Karnin, Koren and Somekh 2013, PMLR 28:1238; Jamieson and Talwalkar 2016,
 * arXiv:1502.07943): rung after rung, 1/η of the trials are kept and trained η times as long, so every rung costs about the
 * same. Rung r of R trains for η^−(R−1−r) of the whole.
 *
 * @param eta of so many trials one is kept, at least two
 */
record Halving(int eta) {

    /** No training is shorter than this part of the whole: it would tell nothing. */
    private static final int SHORTEST = 30;

    Halving {
        if (eta < 2) {
            throw new IllegalArgumentException("of at least two trials one is kept: " + eta);
        }
    }

    /** How many trials are in each rung: one rung or more, each at least one trial; none without trials. */
    List<Integer> rungs(int trials) {
        List<Integer> rungs = new ArrayList<>();
        long share = 1;
        for (int left = trials; left >= 1 && share <= SHORTEST; left /= eta) {
            rungs.add(left);
            share *= eta;
        }
        return rungs;
    }

    /** Iterations of a rung that so many rungs follow, of a training that has so many in all. */
    int iterations(int whole, int following) {
        double part = whole / StrictMath.pow(eta, following);
        return (int) Math.max(1, Math.round(part));
    }

    /** The best 1/η of a rung, at least one, in the order of their numbers. */
    List<Trial> kept(List<Evaluation> rung) {
        return rung.stream()
                .sorted(Evaluation.BEST_FIRST)
                .limit(Math.max(1, rung.size() / eta))
                .map(Evaluation::trial)
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .toList();
    }
}
