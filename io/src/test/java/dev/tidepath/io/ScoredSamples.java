package dev.tidepath.io;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.NaiveScale;
import dev.tidepath.forecasting.evaluate.Scoreboard;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import dev.tidepath.random.RandomKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Made-up results of backtests. */
final class ScoredSamples {

    private static final Instant START = Instant.parse("2024-02-27T00:00:00Z");
    private static final int HOUR = 3600;

    private ScoredSamples() {}

    static ScoredPoint point(String model, String id, String channel, int cut, int lead, double actual, double median) {
        double[] deciles = new double[ScoredPoint.DECILES];
        for (int i = 0; i < deciles.length; i++) {
            deciles[i] = median + (i - 4) / 3.0;
        }
        Instant cutOff = START.plusSeconds((long) HOUR * 12 * cut);
        return new ScoredPoint(
                model,
                id,
                channel,
                Times.ofInstants(cutOff),
                Times.ofInstants(cutOff.plusSeconds((long) HOUR * lead)),
                HOUR * (double) lead,
                actual,
                median + 0.1,
                median,
                Math.abs(actual - median) / 2,
                channel.equals("flat") ? Optional.empty() : Optional.of(new NaiveScale(0.7, 1.1)),
                deciles,
                new double[] {median - 1.5, median - 3},
                new double[] {median + 1.5, median + 3});
    }

    /** Two models, two channels, two series, twelve cut-offs, six leads. */
    static List<ScoredPoint> points(String... models) {
        List<ScoredPoint> points = new ArrayList<>();
        for (String model : models) {
            RandomKey key = RandomKey.of(4).derive(model);
            int n = 0;
            for (int cut = 0; cut < 12; cut++) {
                for (String id : new String[] {"", "a, \"b\""}) {
                    for (String channel : new String[] {"level", "flat"}) {
                        for (int lead = 2; lead <= 12; lead += 2) {
                            double actual = RandomKey.of(9).gaussian(n);
                            double error = (1 + model.length() / 10.0) * key.gaussian(n++);
                            points.add(point(model, id, channel, cut, lead, actual, actual + error * lead / 6));
                        }
                    }
                }
            }
        }
        return points;
    }

    static Scoreboard scores() {
        return new Scoreboard(LeadBuckets.equal(12.0 * HOUR, 3), 80, 95);
    }

    static Leaderboard board() {
        Scoreboard scores = scores();
        points("ode", "last-value").forEach(scores::add);
        return scores.rank(scores.usualRanking(), Set.of("last-value"), 0, 1);
    }
}
