package dev.tidepath.forecasting.blend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The shares of models, from the prior ones by way of those that suit all series best to those of each channel of each
 * series.
 *
 * @param common by channel
 * @param own by series and channel, where there are several series
 */
record BlendShares(Map<String, double[]> common, Map<Rehearsal.Part, double[]> own) {

    private static final double STRENGTH = 1;

    /** Shares below this are dropped. */
    private static final double LEAST = 0.02;

    /** So many points of one series tell what suits all. */
    private static final int MOST_POINTS = 64;

    /** Learns shares; without a rehearsal, they are the prior ones. */
    static BlendShares learn(Rehearsal rehearsal, List<String> channels, double[] prior) {
        Map<Rehearsal.Part, Shares.Block> blocks = new HashMap<>();
        List<Shares.Block> all = new ArrayList<>();
        rehearsal.points().forEach((part, points) -> {
            double scale = scale(points, prior);
            if (scale > 0 && scale < Double.POSITIVE_INFINITY) {
                blocks.put(part, new Shares.Block(points, scale));
                all.add(new Shares.Block(spread(points), scale));
            }
        });
        double[] whole = Shares.learn(all, prior, STRENGTH, rehearsal.forecasts());
        Map<String, double[]> common = new HashMap<>();
        for (String channel : channels) {
            List<Shares.Block> some = rehearsal.points().keySet().stream()
                    .filter(part -> part.channel().equals(channel) && blocks.containsKey(part))
                    .map(blocks::get)
                    .toList();
            common.put(
                    channel,
                    channels.size() == 1 ? whole : Shares.learn(some, whole, STRENGTH, rehearsal.forecasts(channel)));
        }
        Map<Rehearsal.Part, double[]> own = new HashMap<>();
        if (rehearsal.seriesCount() > 1) {
            blocks.forEach((part, block) -> own.put(
                    part,
                    trimmed(Shares.learn(
                            List.of(block),
                            common.getOrDefault(part.channel(), whole),
                            STRENGTH,
                            Rehearsal.forecasts(block.points())))));
        }
        common.replaceAll((channel, shares) -> trimmed(shares));
        return new BlendShares(common, own);
    }

    double[] of(Rehearsal.Part part) {
        double[] found = own.get(part);
        return found == null ? of(part.channel()) : found;
    }

    private double[] of(String channel) {
        return Objects.requireNonNull(common.get(channel), channel);
    }

    /** Whether a model has a share of anything. */
    boolean isUsed(int model) {
        return Stream.concat(common.values().stream(), own.values().stream()).anyMatch(s -> s[model] > 0);
    }

    /** The mean over all channels of all series that were rehearsed, or of all channels. */
    double[] mean() {
        Collection<double[]> all = own.isEmpty() ? common.values() : own.values();
        double[] mean = new double[all.iterator().next().length];
        all.forEach(s -> Arrays.setAll(mean, m -> mean[m] + s[m] / all.size()));
        return mean;
    }

    /** The common shares by channel, of some models. */
    List<double[]> common(List<String> channels, List<Integer> kept) {
        return channels.stream().map(c -> pick(of(c), kept)).toList();
    }

    /** The shares by series and channel, of some models. */
    Map<String, List<double[]>> bySeries(List<String> channels, List<Integer> kept) {
        Map<String, List<double[]>> all = new TreeMap<>();
        own.keySet().stream()
                .map(Rehearsal.Part::id)
                .distinct()
                .forEach(id -> all.put(
                        id,
                        channels.stream()
                                .map(c -> pick(of(new Rehearsal.Part(id, c)), kept))
                                .toList()));
        return all;
    }

    private static double[] pick(double[] shares, List<Integer> kept) {
        return kept.stream().mapToDouble(m -> shares[m]).toArray();
    }

    /**
     * The mean loss of the prior blend, in the data's unit. Not that of the best model: where that was lucky once, all the
     * others would count as disasters.
     */
    private static double scale(List<Rehearsal.Point> points, double[] prior) {
        return points.stream()
                .mapToDouble(p -> QuantileNodes.loss(Shares.average(p.nodes(), prior), p.actual()))
                .average()
                .orElse(0);
    }

    private static List<Rehearsal.Point> spread(List<Rehearsal.Point> points) {
        int step = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<Rehearsal.Point> some = new ArrayList<>();
        for (int i = 0; i < points.size(); i += step) {
            some.add(points.get(i));
        }
        return some;
    }

    private static double[] trimmed(double[] shares) {
        double[] kept = Arrays.stream(shares).map(s -> s < LEAST ? 0 : s).toArray();
        double total = Arrays.stream(kept).sum();
        return Arrays.stream(kept).map(s -> s / total).toArray();
    }
}
