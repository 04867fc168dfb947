package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.List;
import java.util.OptionalDouble;

/** A session of transformed values. */
final class TransformedSession implements ForecastSession {

    private final FittedTransformed fitted;
    private final ForecastSession inner;
    private final List<String> unused;
    private final String location;

    /**
     * Wraps a session.
     *
     * @param fitted knows the transforms
     * @param inner a session of transformed values
     * @param unused channels the series has beside those of the model
     * @param location the series in the words of a message
     */
    TransformedSession(FittedTransformed fitted, ForecastSession inner, List<String> unused, String location) {
        this.fitted = fitted;
        this.inner = inner;
        this.unused = unused;
        this.location = location;
    }

    @Override
    public void observe(List<Observation> observations) {
        inner.observe(transformed(observations));
    }

    @Override
    public void check(List<Observation> observations) {
        inner.check(transformed(observations));
    }

    private List<Observation> transformed(List<Observation> observations) {
        return observations.stream()
                .filter(o -> !unused.contains(o.channel()))
                .map(this::transformed)
                .toList();
    }

    private Observation transformed(Observation o) {
        List<ChannelSpec> targets = fitted.series().targets();
        for (int c = 0; c < targets.size(); c++) {
            if (targets.get(c).name().equals(o.channel()) && Double.isFinite(o.value())) {
                ValueTransform transform = fitted.transforms().get(c);
                check(o, targets.get(c), transform);
                double[] errors = o.error().stream()
                        .map(e -> e >= 0 ? transform.error(o.value(), e) : e)
                        .toArray();
                OptionalDouble error = errors.length > 0 ? OptionalDouble.of(errors[0]) : OptionalDouble.empty();
                return new Observation(o.channel(), o.time(), transform.apply(o.value()), error);
            }
        }
        return o;
    }

    private void check(Observation o, ChannelSpec spec, ValueTransform transform) {
        String what = "channel '" + o.channel() + "' at " + o.time().text(0) + ": " + o.value();
        if (!spec.domain().contains(o.value())) {
            throw new DataException(
                    "TP-D060",
                    location,
                    what + " is not " + spec.domain().text(),
                    "leave it out, or fit with another domain");
        }
        if (!transform.accepts(o.value())) {
            throw new DataException(
                    "TP-D068",
                    location,
                    what + " cannot be transformed by " + transform.text(),
                    "fit without that transform (--transform none)");
        }
    }

    @Override
    public SeriesForecast forecast(Horizon horizon) {
        return fitted.back(inner.forecast(horizon));
    }
}
