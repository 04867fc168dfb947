package dev.tidepath.forecasting.store;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.FittedNeural;
import dev.tidepath.forecasting.model.LatentOdeShape;
import dev.tidepath.forecasting.model.NeuralShape;
import dev.tidepath.forecasting.model.NeuralState;
import dev.tidepath.forecasting.prepare.Anchor;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.LevelPrior;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.Scales;
import dev.tidepath.forecasting.prepare.TimeRegression;
import dev.tidepath.forecasting.prepare.TimeScale;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.random.RandomKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A latent ODE of a few units with weights as they are before training, and series for it. */
final class SampleModel {

    static final String GOLDEN = "model-v1-latent-ode.json";

    /** The version in the golden file. */
    static final String CREATED_BY = "0.1.0";

    static final Horizon NEXT_DAYS = Horizon.lasting(Duration.ofDays(6)).every(Duration.ofDays(2));

    private static final Instant START = Instant.parse("2024-02-28T21:15:00.000000001Z");

    private SampleModel() {}

    static final TimeFeatures SEEN = new TimeFeatures(List.of(new TimeFeatures.Cycle(2.5, 2)));

    static FittedNeural fitted() {
        return fitted(new LatentOdeShape(2, 1, 1, 3, 2, 2, 1.5, 6, 0.1, SEEN, 0), "flow", false);
    }

    /** A network of a shape, with a second channel of a name, for series that are alike or not. */
    static FittedNeural fitted(NeuralShape shape, String second, boolean alike) {
        Parameters layout = shape.model().parameters();
        double[] values = shape.model().initialValues(RandomKey.of(4));
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (Parameters.Block b : layout.blocks()) {
            weights.put(b.name(), Arrays.copyOfRange(values, b.offset(), b.offset() + b.size()));
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("series", "2");
        facts.put("span", "none");
        return FittedNeural.of(new NeuralState(
                new SeriesSchema(List.of(ChannelSpec.target("level"), ChannelSpec.target(second)), TimeAxis.CALENDAR),
                new NeuralState.Options(7, 5, new NeuralState.Solver(1e-3, 1e-4, 10_000), shape),
                preparation(alike),
                weights,
                new Provenance(shape.network().text(), facts)));
    }

    private static Preparation preparation(boolean alike) {
        TimeFeatures trend = new TimeFeatures(1.25, 2, List.of(new TimeFeatures.Cycle(2.5, 1)));
        return new Preparation(
                new TimeScale(Times.ofInstants(START), 864_000),
                List.of(
                        new TimeRegression(trend, new double[] {0.5, -0.25, 1 / 3.0}),
                        new TimeRegression(new TimeFeatures(List.of()), new double[0])),
                List.of(
                        new Anchor(0.75, 0.125, 0.5, new ErrorGrowth(0.1, 0.9, 0)),
                        new Anchor(0, 0.5, 1, new ErrorGrowth(1, 0, 0))),
                List.of(new LevelPrior(12, 2), new LevelPrior(alike ? 12 : -0.0, 0.1)),
                new Scales(new double[] {2, alike ? 3 : 0.1}, true),
                1.5,
                alike,
                List.of());
    }

    /** Two series of levels and flows, seen at times of their own. */
    static SeriesSet history() {
        return SeriesSet.of(series("a", 40, "level", "flow"), series("ü", 9, "level", "flow"));
    }

    static TimeSeries series(String id, int count, String... channels) {
        return new TimeSeries(
                id,
                Arrays.stream(channels).map(name -> channel(id, name, count)).toList());
    }

    private static Channel channel(String id, String name, int count) {
        RandomKey key = RandomKey.of(8).derive(id).derive(name);
        Instant[] times = new Instant[count];
        Arrays.setAll(times, i -> START.plusSeconds(43_200L * i + key.below(i, 43_000)));
        double[] values = new double[count];
        Arrays.setAll(values, i -> 12 + StrictMath.sin(0.3 * i) + 0.2 * key.gaussian(1000 + i));
        return new Channel(name, Times.ofInstants(times), values);
    }

    static String text(FittedForecaster fitted) {
        StringWriter text = new StringWriter();
        try {
            ModelStore.write(fitted, CREATED_BY, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Every bit of a forecast, a line a channel and time: the mean and the sample paths. */
    static String bits(Forecast forecast) {
        StringBuilder b = new StringBuilder();
        for (SeriesForecast f : forecast.series()) {
            for (int c = 0; c < f.channels().size(); c++) {
                for (int i = 0; i < f.times().size(); i++) {
                    b.append(f.id()).append(' ').append(f.channels().get(c)).append(' ');
                    b.append(f.times().text(i)).append(' ').append(Double.toHexString(f.mean(c, i)));
                    for (int p = 0; p < f.pathCount(); p++) {
                        b.append(' ').append(Double.toHexString(f.sample(c, i, p)));
                    }
                    b.append('\n');
                }
            }
        }
        return b.toString();
    }

    static String resource(String name) {
        try (InputStream in = SampleModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("there is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
