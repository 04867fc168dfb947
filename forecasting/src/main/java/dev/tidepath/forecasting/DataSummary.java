package dev.tidepath.forecasting;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a forecaster was fitted on, for its {@link Provenance}.
 *
 * @param series how many series
 * @param observations how many values of all channels to forecast
 * @param span from when to when, as text; {@code none} where nothing was observed
 * @param sha256 hexadecimal fingerprint of ids, channel names, times and values, see {@link #of}
 */
public record DataSummary(int series, int observations, String span, String sha256) {

    /**
     * Looks at a set.
     *
     * <p>The fingerprint is the SHA-256 of these numbers and texts, big-endian: the number of series; for each of them its
     * id and its number of channels; for each of these its name and its number of observations; for each of these the time
     * and the value. Counts take 4 bytes; a text its length in bytes, and UTF-8; a value and a time on a numeric axis the 8
     * bytes of a {@code double}; a time on the calendar the 8 bytes of its second since 1970 and the 4 of its nanosecond.
     *
     * @param set what a forecaster is fitted on
     * @return the summary
     */
    public static DataSummary of(SeriesSet set) {
        return new DataSummary(set.series().size(), set.observations(), span(set), fingerprint(set));
    }

    /**
     * The summary as facts of a provenance.
     *
     * @return text by name
     */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("series", Integer.toString(series));
        facts.put("observations", Integer.toString(observations));
        facts.put("span", span);
        facts.put("data sha256", sha256);
        return facts;
    }

    private static String span(SeriesSet set) {
        List<TimeSeries> observed = set.observed();
        if (observed.isEmpty()) {
            return "none";
        }
        Comparator<Times> order = (a, b) -> a.compare(0, b, 0);
        Times first = observed.stream().map(TimeSeries::first).min(order).orElseThrow();
        Times last = observed.stream().map(TimeSeries::last).max(order).orElseThrow();
        return first.text(0) + " to " + last.text(0);
    }

    private static String fingerprint(SeriesSet set) {
        MessageDigest digest = newDigest();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            out.writeInt(set.series().size());
            for (TimeSeries s : set.series()) {
                write(s.id(), out);
                out.writeInt(s.channels().size());
                for (Channel c : s.channels()) {
                    write(c.name(), out);
                    out.writeInt(c.size());
                    for (int i = 0; i < c.size(); i++) {
                        write(c.times(), i, out);
                        out.writeDouble(c.value(i));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(Times times, int i, DataOutputStream out) throws IOException {
        if (times.axis() == TimeAxis.CALENDAR) {
            Instant instant = times.instant(i);
            out.writeLong(instant.getEpochSecond());
            out.writeInt(instant.getNano());
        } else {
            out.writeDouble(times.number(i));
        }
    }
}
