package dev.tidepath.forecasting.statespace;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What models say of the times of some data at which nothing was observed. Models are fitted to foretell, and what foretells
 * best need not fill gaps best, so random walks with several amounts of noise stand beside them; the one without is the
 * straight line between neighbours. Whatever misses the observations, each told by all others, by the least mean square
 * fills.
 */
final class Interpolation {

    /** Logits of the share that the walk has in the variance over a unit of time. */
    private static final double[] WALKS = {-2, 0, 2, 5, 12};

    /** Of fewer observations, leaving one out tells too little. */
    private static final int FEWEST = 16;

    /** A model, its variance and the smoother that has run. */
    private record Smoothed(
            KalmanFilter filter, Smoother smoother, Smoother.Signal signal, double variance, double weight) {}

    private final Observations data;
    private final int[] asked;
    private final List<Smoothed> models = new ArrayList<>();

    /**
     * Chooses.
     *
     * @param members the models fitted, whose weights add up to one
     * @param data what was observed, with the times asked for
     */
    Interpolation(List<Member> members, Observations data) {
        this.data = data;
        this.asked = IntStream.range(0, data.size())
                .filter(i -> Double.isNaN(data.value(i)))
                .toArray();
        members.forEach(m -> models.add(smoothed(m)));
        if (data.observed() < FEWEST || data.hasErrors()) {
            return;
        }
        double least = meanSquare(models);
        for (double share : WALKS) {
            Structure walk = Structure.CONSTANT.withRandomLevel(true);
            Smoothed unscaled = smoothed(new Member(walk, List.of(share), 1, 1));
            double error = meanSquare(List.of(unscaled));
            if (error < least) {
                least = error;
                double variance = meanSquareOfUnits(unscaled.smoother());
                models.clear();
                models.add(smoothed(new Member(walk, List.of(share), variance, 1)));
            }
        }
    }

    private Smoothed smoothed(Member member) {
        KalmanFilter filter = member.newFilter(data);
        Smoother smoother = new Smoother(filter, data);
        return new Smoothed(filter, smoother, smoother.signal(member.variance()), member.variance(), member.weight());
    }

    private double meanSquare(List<Smoothed> mixture) {
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            double miss = 0;
            for (Smoothed m : mixture) {
                miss += m.weight() * m.smoother().missed(i);
            }
            sum += miss * miss;
        }
        return sum / data.observed();
    }

    private double meanSquareOfUnits(Smoother smoother) {
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            sum += smoother.missed(i) * smoother.missed(i) * smoother.precision(i);
        }
        return Math.max(Double.MIN_NORMAL, sum / data.observed());
    }

    /** Fills in means, mean squares and paths of observations at the times asked for, in order. */
    void fill(double[] means, double[] squares, RandomKey key, double[][] paths) {
        int count = paths.length == 0 ? 0 : paths[0].length;
        double before = 0;
        for (Smoothed m : models) {
            double noise = m.variance() * m.filter().model().noise();
            for (int i = 0; i < means.length; i++) {
                double mean = m.signal().means()[asked[i]];
                means[i] += m.weight() * mean;
                squares[i] += m.weight() * (mean * mean + m.signal().variances()[asked[i]] + noise);
            }
            double after = before + m.weight();
            new SimulationSmoother(m.filter(), data, m.smoother(), m.signal(), m.variance())
                    .fill(key, (int) Math.rint(before * count), (int) Math.rint(after * count), asked, paths);
            before = after;
        }
    }
}
