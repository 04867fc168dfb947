package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DataSummaryTest {

    private static SeriesSet set(String id, String name, double time, double value) {
        Channel channel = new Channel(name, Times.ofNumbers(1, time), new double[] {0.5, value});
        return SeriesSet.of(new TimeSeries(id, List.of(channel)));
    }

    /** The value is that of Python's hashlib and struct for the layout described. */
    @Test
    void theFingerprintIsTheOneDescribed() {
        DataSummary numeric = DataSummary.of(set("ü", "v", 2.5, -3));
        assertEquals(
                new DataSummary(1, 2, "1.0 to 2.5", "568dd38d16f9b54b60c9c7b62d7f15cbd545faa5872801cccc1f716e7daddc09"),
                numeric);
        Channel channel =
                new Channel("v", Times.ofInstants(Instant.parse("1969-12-31T23:59:59.000000001Z")), new double[] {1});
        assertEquals(
                new DataSummary(
                        1,
                        1,
                        "1969-12-31T23:59:59.000000001Z to 1969-12-31T23:59:59.000000001Z",
                        "9ee46102154d972022cc0b8e612ca78da688e7355ebea2403c252bf33d068d3f"),
                DataSummary.of(SeriesSet.of(new TimeSeries("", List.of(channel)))));
    }

    @Test
    void anyDifferenceChangesTheFingerprint() {
        String one = DataSummary.of(set("a", "v", 2, 3)).sha256();
        assertEquals(one, DataSummary.of(set("a", "v", 2, 3)).sha256());
        assertNotEquals(one, DataSummary.of(set("b", "v", 2, 3)).sha256());
        assertNotEquals(one, DataSummary.of(set("a", "w", 2, 3)).sha256());
        assertNotEquals(one, DataSummary.of(set("a", "v", 2.5, 3)).sha256());
        assertNotEquals(one, DataSummary.of(set("a", "v", 2, 3.5)).sha256());
        assertNotEquals(one, DataSummary.of(set("av", "", 2, 3)).sha256());
    }

    @Test
    void nothingObservedHasNoSpan() {
        Channel channel = new Channel("v", Times.ofNumbers(), new double[0]);
        assertEquals(
                "none",
                DataSummary.of(SeriesSet.of(new TimeSeries("a", List.of(channel))))
                        .span());
    }
}
