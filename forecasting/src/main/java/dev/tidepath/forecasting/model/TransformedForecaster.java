package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Another forecaster on transformed values, so that forecasts stay in the channels' domains: positive values by the
 * logarithm or a Box–Cox map, bounded ones by the logit, counts by {@code ln(1 + y)}. One transform a channel serves all
 * series; a Box–Cox exponent that is not given is the most likely one.
 */
public final class TransformedForecaster implements Forecaster {

    private final Forecaster inner;
    private final TransformChoice choice;

    /**
     * Wraps a forecaster.
     *
     * @param inner works on transformed values, which can be any numbers
     * @param choice which transforms come into question
     */
    public TransformedForecaster(Forecaster inner, TransformChoice choice) {
        this.inner = inner;
        this.choice = choice;
    }

    @Override
    public Set<Input> uses() {
        return inner.uses();
    }

    @Override
    public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
        List<ChannelSpec> targets = series.withoutCovariates().specs();
        List<ValueTransform> transforms = new ArrayList<>();
        for (int c = 0; c < targets.size(); c++) {
            int channel = c;
            List<double[]> values = series.series().stream()
                    .map(s -> s.targets().get(channel).values())
                    .toList();
            transforms.add(
                    TransformChoice.mostLikely(choice.forAll(targets.get(c).domain()), values));
        }
        boolean plain = targets.stream().allMatch(c -> c.domain().kind() == Domain.Kind.REAL)
                && transforms.stream().allMatch(ValueTransform.IDENTITY::equals);
        return plain
                ? inner.fit(series, listener)
                : new FittedTransformed(
                        inner.fit(transformed(series, transforms), listener),
                        transforms,
                        SeriesSchema.of(series, uses()));
    }

    /** The series with transformed targets, whose domain is all numbers. */
    static SeriesSet transformed(SeriesSet series, List<ValueTransform> transforms) {
        return series.map(s -> {
            List<Channel> channels = new ArrayList<>();
            int target = 0;
            for (Channel c : s.channels()) {
                channels.add(c.spec().role() == Role.TARGET ? transformed(s, c, transforms.get(target++)) : c);
            }
            return new TimeSeries(s.id(), channels, s.features());
        });
    }

    private static Channel transformed(TimeSeries series, Channel channel, ValueTransform transform) {
        double[] values = channel.values();
        double[] errors = new double[channel.hasErrors() ? values.length : 0];
        for (int i = 0; i < values.length; i++) {
            Requirements.requireAccepted(series, channel, i, transform);
            if (channel.hasErrors()) {
                errors[i] = transform.error(values[i], channel.error(i));
            }
        }
        ChannelSpec spec = new ChannelSpec(channel.name(), Role.TARGET, Domain.REAL);
        return new Channel(
                spec,
                channel.times(),
                Arrays.stream(values).map(transform::apply).toArray(),
                errors);
    }
}
