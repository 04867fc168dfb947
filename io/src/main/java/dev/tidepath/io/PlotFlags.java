package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The scores of a page's observations, and from where on one stands out.
 *
 * @param scores by series id; empty on a page of a forecast
 * @param threshold the least score that is marked
 */
record PlotFlags(Map<String, List<AnomalyScore>> scores, double threshold) {

    static final PlotFlags NONE = new PlotFlags(Map.of(), Double.POSITIVE_INFINITY);

    /** Whether this is a page of scores. */
    boolean present() {
        return threshold < Double.POSITIVE_INFINITY;
    }

    long scored() {
        return scores.values().stream()
                .flatMap(List::stream)
                .filter(s -> s.expected().isPresent())
                .count();
    }

    long flagged() {
        return scores.values().stream()
                .flatMap(List::stream)
                .filter(this::reached)
                .count();
    }

    private boolean reached(AnomalyScore score) {
        return score.expected().filter(e -> e.score() >= threshold).isPresent();
    }

    /** The places of a channel's marked observations, counted from the first that is drawn, and their scores. */
    void write(PlotJson json, String id, Channel channel, int skipped) throws IOException {
        List<AnomalyScore> marked = scores.getOrDefault(id, List.of()).stream()
                .filter(s -> s.observation().channel().equals(channel.name()))
                .filter(this::reached)
                .filter(s -> place(channel, s) >= skipped)
                .toList();
        json.name("flagged").open('[');
        for (AnomalyScore s : marked) {
            json.whole(place(channel, s) - skipped);
        }
        json.close(']').name("scores");
        json.rounded(
                marked.stream()
                        .mapToDouble(s -> s.expected().orElseThrow().score())
                        .toArray(),
                2);
    }

    private static int place(Channel channel, AnomalyScore score) {
        return channel.countUntil(score.observation().time(), 0) - 1;
    }
}
