package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.io.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PanelTest {

    private static final Path SHIPPED = ExampleData.find("oscillators.csv");

    @Test
    void seriesAreWhatTheyAreSaidToBe() {
        Panel panel = Panel.generate(1, 300);
        double squares = 0;
        int count = 0;
        for (int i = 0; i < 300; i++) {
            Oscillator truth = panel.oscillators().get(i);
            assertTrue(truth.amplitude() >= 0.5 && truth.amplitude() < 1.5);
            assertTrue(truth.decay() >= 0.5 && truth.decay() < 1);
            assertTrue(truth.frequency() >= 1 && truth.frequency() < 3);
            Channel seen = panel.series().series().get(i).channels().get(0);
            assertTrue(seen.size() >= 20 && seen.size() <= 60);
            assertTrue(seen.times().number(0) >= 0 && seen.times().number(seen.size() - 1) <= 1);
            for (int j = 0; j < seen.size(); j++, count++) {
                double e = seen.value(j) - truth.at(seen.times().number(j));
                squares += e * e;
            }
        }
        assertEquals(Panel.NOISE, Math.sqrt(squares / count), 0.001);
        assertEquals(1.02, panel.ahead()[0], 1e-12);
        assertEquals(2, panel.ahead()[49], 1e-12);
    }

    @Test
    void seriesDoNotDependOnThePanelsSize() {
        Channel few = panelChannel(3);
        Channel many = panelChannel(30);
        assertEquals(few.times(), many.times());
        assertEquals(few.value(5), many.value(5));
    }

    private static Channel panelChannel(int size) {
        return Panel.generate(1, size).series().series().get(2).channels().get(0);
    }

    @Test
    void shippedFileIsWhatTheProgramWrites() throws IOException {
        StringBuilder written = new StringBuilder();
        Panel.generate(1, 40).writeCsv(written);
        assertEquals(Files.readString(SHIPPED), written.toString());
        SeriesSet read = Csv.read(SHIPPED).id("id").time("time").values("value").toSeries();
        assertEquals(
                Panel.generate(1, 40).series().series().stream()
                        .map(TimeSeries::id)
                        .toList(),
                read.series().stream().map(TimeSeries::id).toList());
    }

    @Test
    void rulesHaveTheErrorsThatTheirFormAllows() {
        var errors = new PanelRules(Panel.generate(1, 60)).errors();
        double zero = errors.get("zero");
        assertTrue(errors.get(PanelRules.TRUE_FORM) < 0.2 * zero, errors::toString);
        assertTrue(errors.get("Fourier, best frequency") > 0.5 * zero, errors::toString);
        assertTrue(errors.get("Fourier, best of 2 to 4 harmonics") > 0.5 * zero, errors::toString);
    }
}
