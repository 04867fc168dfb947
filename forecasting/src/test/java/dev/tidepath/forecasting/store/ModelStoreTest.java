package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved comes back, and forecasts the same bytes; the format of old files stays readable. */
final class ModelStoreTest {

    private static final ModelSettings QUICK = ModelSettings.DEFAULTS
            .withPaths(20)
            .withThreads(1)
            .withHorizon(SampleModel.NEXT_DAYS)
            .withIterations(3);

    @TempDir
    private Path folder;

    private static StoredModel read(String text) throws IOException {
        return ModelStore.read(new StringReader(text), "m.json", false);
    }

    private static String forecast(FittedForecaster fitted, SeriesSet history) {
        return SampleModel.bits(fitted.forecast(history, SampleModel.NEXT_DAYS));
    }

    /** A failure here means that files written by version 0.1 are read differently now: mend that, not the file. */
    @Test
    void theFirstFormatIsReadAndForecastsTheSameBytes() throws IOException {
        FittedForecaster golden = read(SampleModel.resource(SampleModel.GOLDEN)).forecaster();
        assertEquals(SampleModel.resource("model-v1-latent-ode.forecast.txt"), forecast(golden, SampleModel.history()));
    }

    /** A failure here means that the format has changed: raise its version and keep the old file. */
    @Test
    void theFormatDoesNotChangeSilently() throws IOException {
        String golden = SampleModel.resource(SampleModel.GOLDEN);
        assertEquals(golden, SampleModel.text(SampleModel.fitted()));
        StringWriter again = new StringWriter();
        ModelStore.write(read(golden).forecaster(), SampleModel.CREATED_BY, again);
        assertEquals(golden, again.toString());
    }

    static Stream<Arguments> sampleFits() {
        return SampleFits.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    /** As for the latent ODE: mend what reads or writes them, not the files. */
    @ParameterizedTest
    @MethodSource("sampleFits")
    void theFirstFormatOfEveryKindStays(String name, FittedForecaster fitted) throws IOException {
        String golden = SampleModel.resource(SampleFits.golden(name));
        FittedForecaster loaded = read(golden).forecaster();
        assertEquals(golden, SampleModel.text(fitted));
        assertEquals(golden, SampleModel.text(loaded));
        String bits = SampleModel.resource(SampleFits.golden(name).replace(".json", ".forecast.txt"));
        assertEquals(bits, forecast(loaded, SampleFits.history()));
        assertEquals(bits, forecast(fitted, SampleFits.history()));
    }

    /** A model that is not registered in {@link ModelKinds} fails here. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void everyModelIsStoredAndForecastsTheSameBytes(Model model) throws IOException {
        FittedForecaster fitted = model.forecaster(QUICK).fit(SampleModel.history());
        Path file = folder.resolve("m.json");
        ModelStore.save(fitted, file);
        FittedForecaster loaded = ModelStore.load(file);
        SeriesSet unseen = SeriesSet.of(SampleModel.series("new", 25, "level", "flow"));
        assertEquals(forecast(fitted, SampleModel.history()), forecast(loaded, SampleModel.history()));
        assertEquals(forecast(fitted, unseen), forecast(loaded, unseen));
        assertEquals(fitted.provenance(), loaded.provenance());
        assertEquals(model.canExplain(), loaded.canExplain());

        ModelStore.save(loaded, folder.resolve("again.json"));
        assertEquals(Files.readString(file), Files.readString(folder.resolve("again.json")));
        StoredModel stored = read(Files.readString(file));
        assertEquals(model.text(), stored.model());
        assertEquals(List.of("level", "flow"), stored.series().names());
        assertFalse(
                Files.readString(file).contains("NaN") || Files.readString(file).contains("Infinity"));
        assertTrue(stored.summary().contains("\"data sha256\""), stored.summary());
    }

    /** With domains, covariates, measurement errors, a channel without observations, and ids never seen. */
    @ParameterizedTest
    @EnumSource(Model.class)
    void modelsOfAnyDomainWithCovariatesForecastTheSameBytes(Model model) throws IOException {
        SeriesSet history = SampleFits.history();
        SeriesSet some = new SeriesSet(history.series().subList(0, 2));
        FittedForecaster fitted = model.forecaster(QUICK).fit(some);
        FittedForecaster loaded = read(SampleModel.text(fitted)).forecaster();
        assertEquals(forecast(fitted, history), forecast(loaded, history));
        assertEquals(SampleModel.text(fitted), SampleModel.text(loaded));
        assertEquals(fitted.provenance(), loaded.provenance());
    }

    /** Its clock is changed amid the series. */
    @ParameterizedTest
    @EnumSource(
            value = Model.class,
            names = {"AUTO", "STATE_SPACE", "DRIFT", "LATENT_ODE"})
    void theClockOfAZoneIsKept(Model model) throws IOException {
        SeriesSet history = SampleFits.history();
        ZoneId zone = ZoneId.of("America/New_York");
        FittedForecaster fitted = model.forecaster(QUICK.withZone(zone)).fit(history);
        String text = SampleModel.text(fitted);
        StoredModel stored = read(text);
        FittedForecaster loaded = stored.forecaster();
        assertEquals(forecast(fitted, history), forecast(loaded, history));
        assertEquals(text, SampleModel.text(loaded));
        assertEquals(fitted.provenance(), loaded.provenance());
        assertTrue(stored.summary().contains("\"clock\": \"America/New_York\""), stored.summary());
        assertTrue(stored.summary().contains(DataSummary.of(history).span()), stored.summary());
        FittedForecaster even = model.forecaster(QUICK).fit(history);
        assertNotEquals(forecast(even, history), forecast(loaded, history));
        assertFalse(SampleModel.text(even).contains("clock"));
    }

    @Test
    void channelsAreMatchedByNameInAnyOrderAndOthersLeftOut() throws IOException {
        StoredModel stored = read(SampleModel.resource(SampleModel.GOLDEN));
        SeriesSet history = SampleModel.history();
        SeriesSet otherwise = SeriesSet.of(
                SampleModel.series("a", 40, "rain", "flow", "level"),
                SampleModel.series("ü", 9, "rain", "flow", "level"));
        assertEquals(forecast(stored.forecaster(), history), forecast(stored.forecaster(), otherwise));
        assertEquals(List.of("rain"), stored.series().unknown(otherwise));
        assertEquals(List.of(), stored.series().unknown(history));
    }

    @Test
    void aMissingChannelIsNamed() throws IOException {
        FittedForecaster fitted = read(SampleModel.resource(SampleModel.GOLDEN)).forecaster();
        SeriesSet history = SeriesSet.of(SampleModel.series("a", 40, "rain", "flow"));
        DataException e = assertThrows(DataException.class, () -> forecast(fitted, history));
        assertEquals("TP-D053", e.code());
        assertEquals("the model was fitted on channels [level, flow], the history has [rain, flow]", e.getMessage());
        assertEquals("give what is missing: level", e.hint());
    }

    @Test
    void theAxisMustBeOfTheSameKind() throws IOException {
        FittedForecaster fitted = read(SampleModel.resource(SampleModel.GOLDEN)).forecaster();
        Times numbers = Times.ofNumbers(1, 2);
        SeriesSet history = SeriesSet.of(new TimeSeries(
                "a",
                List.of(
                        new Channel("level", numbers, new double[] {1, 2}),
                        new Channel("flow", numbers, new double[] {1, 2}))));
        DataException e =
                assertThrows(DataException.class, () -> fitted.forecast(history, Horizon.at(Times.ofNumbers(3))));
        assertEquals("TP-D053", e.code());
        assertEquals("the model was fitted on calendar times, the history has numeric ones", e.getMessage());
    }

    @Test
    void aFileIsReplacedAtOnceOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("m.json"), "old");
        assertThrows(IllegalArgumentException.class, () -> ModelStore.save(new Unknown(), file));
        assertEquals("old", Files.readString(file));
        ModelStore.save(SampleModel.fitted(), file);
        assertEquals(
                SampleModel.text(SampleModel.fitted()).length(),
                Files.readString(file).length() - 6);
        try (Stream<Path> names = Files.list(folder)) {
            assertEquals(List.of(file), names.toList());
        }
        assertThrows(NoSuchFileException.class, () -> ModelStore.load(folder.resolve("other.json")));
    }

    private static final class Unknown implements FittedForecaster {

        @Override
        public Forecast forecast(SeriesSet history, Horizon horizon) {
            return new Forecast(List.of());
        }

        @Override
        public Provenance provenance() {
            return new Provenance("unknown", Map.of());
        }
    }

    @Test
    void theWriterStaysOpen() throws IOException {
        StringWriter text = new StringWriter();
        Writer out = new Writer() {
            @Override
            public void write(char[] from, int offset, int length) {
                text.write(from, offset, length);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        ModelStore.write(SampleModel.fitted(), out);
        assertTrue(text.toString().endsWith("\"\n}\n"));
    }

    @Test
    void whatTheFileTellsIsThere() throws IOException {
        StoredModel stored = read(SampleModel.resource(SampleModel.GOLDEN));
        assertEquals("0.1.0", stored.createdBy());
        assertEquals("latent-ode", stored.model());
        assertFalse(stored.isEdited());
        assertEquals("7", stored.options().get("seed"));
        assertEquals(
                "0.001", Double.toString(Double.parseDouble(stored.options().get("dopri5.relativeTolerance"))));
        assertEquals("3", stored.options().get("shape.encoderSize"));
        assertEquals(
                "[{\"angularFrequency\":2.5,\"harmonics\":2}]", stored.options().get("shape.features.cycles"));
        String summary = stored.summary();
        assertTrue(summary.startsWith("{\n  \"format\": \"tidepath-model\",\n  \"formatVersion\": 1,\n"), summary);
        assertFalse(summary.contains("weights") || summary.contains("scalers"), summary);
    }

    @Test
    void everyRoleAndDomainIsWritten() {
        List<ChannelSpec> channels = List.of(
                ChannelSpec.target("a"),
                new ChannelSpec("b\"\n", Role.PAST, Domain.POSITIVE),
                new ChannelSpec("ü", Role.KNOWN, Domain.bounded(-0.5, 1e300)),
                new ChannelSpec("", Role.TARGET, Domain.COUNT));
        dev.tidepath.forecasting.SeriesSchema schema =
                new dev.tidepath.forecasting.SeriesSchema(channels, dev.tidepath.forecasting.TimeAxis.NUMERIC);
        Json json = SeriesForms.SCHEMA.write(schema);
        assertEquals(
                "{\"channels\":[{\"name\":\"a\",\"role\":\"target\",\"domain\":{\"kind\":\"real\"}},"
                        + "{\"name\":\"b\\\"\\n\",\"role\":\"past\",\"domain\":{\"kind\":\"positive\"}},"
                        + "{\"name\":\"ü\",\"role\":\"known\",\"domain\":{\"kind\":\"bounded\",\"low\":-0.5,\"high\":1.0E300}},"
                        + "{\"name\":\"\",\"role\":\"target\",\"domain\":{\"kind\":\"count\"}}],\"timeAxis\":\"numeric\"}",
                JsonText.compact(json));
        assertEquals(schema, SeriesForms.SCHEMA.read(json, Place.document("m.json")));
    }
}
