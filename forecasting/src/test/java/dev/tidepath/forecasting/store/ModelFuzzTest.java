package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.TidepathException;
import dev.tidepath.random.RandomKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Damaged model files: each is loaded or refused with a code and a place, and nothing else ever happens. The number of
 * files is the system property {@code tidepath.fuzz.models}; a failure names the seed of its file.
 */
final class ModelFuzzTest {

    private static final int COUNT = Integer.getInteger("tidepath.fuzz.models", 10_000);
    /** Loaded ones of these many first files forecast too, where their options do not ask for long work. */
    private static final int FORECAST = 200;

    private static final String GOLDEN = SampleModel.resource(SampleModel.GOLDEN);

    private int loaded;
    private int forecast;
    private int checksums;

    @Test
    void damagedFilesAreLoadedOrRefused() throws IOException {
        Json.Fields sound = (Json.Fields) JsonText.parse(new StringReader(GOLDEN), "m.json");
        for (int seed = 0; seed < COUNT; seed++) {
            RandomKey key = RandomKey.of(seed);
            byte[] file = key.uniform(0) < 0.4
                    ? MutatedModel.bytes(GOLDEN.getBytes(StandardCharsets.UTF_8), key.derive("bytes"))
                    : MutatedModel.fields(sound, key.derive("fields"));
            isLoadedOrRefused(file, seed);
        }
        assertTrue(loaded > COUNT / 20 && loaded < COUNT * 3 / 4, loaded + " of " + COUNT + " were loaded");
        assertTrue(forecast > 0 || COUNT < FORECAST, "none of the loaded ones forecast");
        assertTrue(checksums < COUNT / 2, checksums + " of " + COUNT + " went no further than the checksum");
    }

    private void isLoadedOrRefused(byte[] file, int seed) {
        assertDoesNotThrow(
                () -> {
                    Optional<StoredModel> model = load(file);
                    if (model.isPresent()) {
                        loaded++;
                        assertTrue(!model.get().summary().isEmpty());
                        if (seed < FORECAST && isQuick(model.get())) {
                            forecasts(model.get());
                        }
                    }
                },
                () -> "seed " + seed + ": " + new String(file, StandardCharsets.UTF_8));
    }

    private Optional<StoredModel> load(byte[] file) throws IOException {
        Reader in = new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8.newDecoder());
        try {
            return Optional.of(ModelStore.read(in, "m.json", false));
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
        return Integer.parseInt(model.options().get("paths")) <= 1000
                && Integer.parseInt(model.options().get("dopri5.mostSteps")) <= 10_000;
    }

    /** A model with numbers that nobody would train gives a forecast or a coded failure. */
    private void forecasts(StoredModel model) {
        try {
            model.forecaster().forecast(SampleModel.history(), SampleModel.NEXT_DAYS);
            forecast++;
        } catch (TidepathException e) {
            assertTrue(e.code().matches("TP-D\\d{3}"), e::code);
        }
    }
}
