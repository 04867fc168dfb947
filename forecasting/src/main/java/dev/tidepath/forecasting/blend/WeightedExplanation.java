package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.SeriesExplanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The explanation of a weighted mean of forecasts. */
final class WeightedExplanation {

    private WeightedExplanation() {}

    /** Adds up what those with a share said of a series, each by id; empty if they were asked for no time. */
    static Optional<SeriesExplanation> of(List<Map<String, SeriesExplanation>> said, String id, double[] shares) {
        List<SeriesExplanation> own = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int m = 0; m < shares.length; m++) {
            if (shares[m] > 0 && said.get(m).containsKey(id)) {
                own.add(Objects.requireNonNull(said.get(m).get(id)));
                weights.add(shares[m]);
            }
        }
        return own.isEmpty() ? Optional.empty() : Optional.of(sum(own, weights));
    }

    private static SeriesExplanation sum(List<SeriesExplanation> own, List<Double> weights) {
        SeriesExplanation any = own.get(0);
        double mean = 0;
        for (int m = 0; m < own.size(); m++) {
            mean += weights.get(m) * own.get(m).mean();
        }
        List<ChannelGradient> gradients = new ArrayList<>();
        for (int c = 0; c < any.channels().size(); c++) {
            double[] gradient = new double[any.channels().get(c).channel().size()];
            for (int m = 0; m < own.size(); m++) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += weights.get(m) * own.get(m).channels().get(c).gradient(i);
                }
            }
            gradients.add(new ChannelGradient(any.channels().get(c).channel(), gradient));
        }
        return new SeriesExplanation(any.id(), any.channel(), any.time(), mean, gradients);
    }
}
