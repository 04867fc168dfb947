package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.evaluate.Leaderboard.Difference;
import dev.tidepath.forecasting.evaluate.Scoreboard.Block;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Intervals of the difference of two models' scores, by resampling what both have forecast (Efron 1979,
 * doi:10.1214/aos/1176344552; percentiles). What is drawn with replacement is whole series where there are ten or more;
 * else it is cut-offs, and those of one series that lie nearer to each other than the longest lead, whose forecasts overlap,
 * are drawn together. Both models are drawn alike.
 */
final class PairedBootstrap {

    private static final int RESAMPLES = 2000;
    private static final int SERIES_ENOUGH = 10;

    /** With fewer independent parts, percentiles of resamples say nothing. */
    private static final int LEAST_GROUPS = 8;

    private static final double TAIL = 0.025;

    private final RandomKey key;
    private final double longestLead;

    PairedBootstrap(long seed, double longestLead) {
        this.key = RandomKey.of(seed).derive("bootstrap");
        this.longestLead = longestLead;
    }

    /**
     * The difference of two models.
     *
     * @param metric of which the difference is taken
     * @param one sums by block
     * @param other sums of the same blocks in the same order
     * @return one minus other; empty if there are too few blocks or the metric is not defined
     */
    Optional<Difference> difference(Metric metric, Map<Block, ScoreSums> one, Map<Block, ScoreSums> other) {
        List<Block> blocks = new ArrayList<>(one.keySet());
        int[] groups = groups(blocks);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        double[][] sums = new double[3][count];
        for (int i = 0; i < groups.length; i++) {
            ScoreSums mine = one.get(blocks.get(i));
            ScoreSums theirs = other.get(blocks.get(i));
            if (mine == null || theirs == null) {
                throw new IllegalArgumentException("the models have forecast different things");
            }
            sums[0][groups[i]] += metric.numerator(mine);
            sums[1][groups[i]] += metric.numerator(theirs);
            sums[2][groups[i]] += metric.denominator(mine);
        }
        return difference(metric, withWeight(sums));
    }

    /** Without the groups in which the metric is not defined. */
    private static double[][] withWeight(double[][] sums) {
        double[] weights = sums[2];
        int[] kept =
                IntStream.range(0, weights.length).filter(g -> weights[g] > 0).toArray();
        return Arrays.stream(sums)
                .map(row -> Arrays.stream(kept).mapToDouble(g -> row[g]).toArray())
                .toArray(double[][]::new);
    }

    private Optional<Difference> difference(Metric metric, double[][] sums) {
        int count = sums[2].length;
        if (count < LEAST_GROUPS) {
            return Optional.empty();
        }
        double estimate = difference(
                metric,
                Arrays.stream(sums[0]).sum(),
                Arrays.stream(sums[1]).sum(),
                Arrays.stream(sums[2]).sum());
        double[] resampled = new double[RESAMPLES];
        for (int b = 0; b < RESAMPLES; b++) {
            RandomKey draw = key.derive(b);
            double one = 0;
            double other = 0;
            double weight = 0;
            for (int i = 0; i < count; i++) {
                int g = draw.below(i, count);
                one += sums[0][g];
                other += sums[1][g];
                weight += sums[2][g];
            }
            resampled[b] = difference(metric, one, other, weight);
        }
        Arrays.sort(resampled);
        double low = resampled[(int) Math.floor(TAIL * (RESAMPLES - 1))];
        double high = resampled[(int) Math.ceil((1 - TAIL) * (RESAMPLES - 1))];
        boolean finite = Double.isFinite(estimate) && Double.isFinite(low) && Double.isFinite(high);
        return finite ? Optional.of(new Difference(estimate, low, high)) : Optional.empty();
    }

    private static double difference(Metric metric, double one, double other, double weight) {
        return metric.value(one / weight) - metric.value(other / weight);
    }

    /** The group of each block, from zero. */
    private int[] groups(List<Block> blocks) {
        boolean bySeries = blocks.stream().map(Block::id).distinct().count() >= SERIES_ENOUGH;
        int[] order = IntStream.range(0, blocks.size())
                .boxed()
                .sorted((a, b) ->
                        blocks.get(a).cutOff().compare(0, blocks.get(b).cutOff(), 0))
                .mapToInt(Integer::intValue)
                .toArray();
        Map<String, Block> starts = new HashMap<>();
        Map<String, Integer> current = new HashMap<>();
        int[] groups = new int[blocks.size()];
        int count = 0;
        for (int i : order) {
            Block block = blocks.get(i);
            Block start = starts.get(block.id());
            boolean joins = start != null && (bySeries || block.cutOff().since(0, start.cutOff(), 0) < longestLead);
            if (!joins) {
                starts.put(block.id(), block);
                current.put(block.id(), count++);
            }
            groups[i] = current.getOrDefault(block.id(), 0);
        }
        return groups;
    }
}
