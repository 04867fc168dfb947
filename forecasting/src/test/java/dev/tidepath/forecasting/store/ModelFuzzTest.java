package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TidepathException;
import dev.tidepath.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every kind of model: each is loaded or refused with a code and a place, whether edits are allowed or
 * not, and nothing else ever happens. The number of files in all is the system property {@code tidepath.fuzz.models}; a
 * failure names the seed of its file.
 */
final class ModelFuzzTest {

    private static final int COUNT = Integer.getInteger("tidepath.fuzz.models", 10_000);

    /** Loaded ones of so many first files of a kind forecast too, where their options do not ask for long work. */
    private static final int FORECAST = Math.max(50, COUNT / 25);

    /** A latent ODE solves equations for each of them. */
    private static final int FORECAST_BY_SOLVER = 50;

    private static final long MOST_WORK = 10_000;

    private int loaded;
    private int forecast;
    private int checksums;

    static Stream<String> kinds() {
        return Stream.concat(Stream.of("latent-ode"), SampleFits.all().keySet().stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void damagedFilesAreLoadedOrRefused(String kind) throws IOException {
        String golden = SampleModel.resource(SampleFits.golden(kind));
        boolean solves = kind.equals("latent-ode");
        SeriesSet history = solves ? SampleModel.history() : SampleFits.history();
        int forecasts = solves ? FORECAST_BY_SOLVER : FORECAST;
        Json.Fields sound = (Json.Fields) JsonText.parse(new StringReader(golden), "m.json");
        int count = (int) (COUNT / kinds().count()) + 1;
        for (int seed = 0; seed < count; seed++) {
            RandomKey key = RandomKey.of(seed);
            byte[] file = key.uniform(0) < 0.4
                    ? MutatedModel.bytes(golden.getBytes(StandardCharsets.UTF_8), key.derive("bytes"))
                    : MutatedModel.fields(sound, key.derive("fields"));
            isLoadedOrRefused(file, seed, history, forecasts);
        }
        assertTrue(loaded > count / 20 && loaded < count * 3 / 4, loaded + " of " + count + " were loaded");
        assertTrue(forecast > 0 || count < forecasts, "none of the loaded ones forecast");
        assertTrue(checksums < count / 2, checksums + " of " + count + " went no further than the checksum");
    }

    private void isLoadedOrRefused(byte[] file, int seed, SeriesSet history, int forecasts) {
        assertDoesNotThrow(
                () -> {
                    Optional<StoredModel> model = load(file, seed % 2 == 0);
                    if (model.isPresent()) {
                        loaded++;
                        assertTrue(!model.get().summary().isEmpty());
                        if (seed < forecasts && isQuick(model.get())) {
                            forecasts(model.get(), history);
                        }
                    }
                },
                () -> "seed " + seed + ": " + new String(file, StandardCharsets.UTF_8));
    }

    private Optional<StoredModel> load(byte[] file, boolean editedAllowed) throws IOException {
        Reader in = new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder());
        try {
            return Optional.of(ModelStore.read(in, "m.json", editedAllowed));
        } catch (ModelFormatException e) {
            assertEquals("TP-D054", e.code());
            assertTrue(e.location().startsWith("m.json"), e::location);
            assertTrue(!e.getMessage().isBlank() && !e.hint().isBlank(), e::getMessage);
            assertTrue(isOneLine(e.location() + e.getMessage() + e.hint()), e::getMessage);
            checksums += e.getMessage().contains("checksum") ? 1 : 0;
            return Optional.empty();
        }
    }

    private static boolean isOneLine(String text) {
        return text.length() < 1000 && text.chars().noneMatch(c -> c < ' ' || c == '\u2028' || c == '\u2029');
    }

    private static boolean isQuick(StoredModel model) {
        return Stream.of("paths", "dopri5.mostSteps")
                .allMatch(option -> Long.parseLong(model.options().getOrDefault(option, "1")) <= MOST_WORK);
    }

    /** A model with numbers that nobody would fit gives a forecast or a coded failure. */
    private void forecasts(StoredModel model, SeriesSet history) {
        try {
            SampleModel.bits(model.forecaster().forecast(history, SampleModel.NEXT_DAYS));
            forecast++;
        } catch (TidepathException e) {
            assertTrue(e.code().matches("TP-D\\d{3}"), e::code);
        }
    }
}
