package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.StaticFeatures;
import dev.tidepath.forecasting.TidepathException;
import dev.tidepath.forecasting.TimeSeries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small CSV file among the test resources with the roles of its columns and the text that is expected of it.
 *
 * @param name without extension; it begins with the number of the case in the list of bad input, or with 00
 */
record CsvCase(String name) {

    private static final String FOLDER = "csv";

    static Stream<CsvCase> all() {
        try (Stream<Path> files = Files.list(path(FOLDER))) {
            List<CsvCase> cases = files.map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".csv"))
                    .sorted()
                    .map(n -> new CsvCase(n.substring(0, n.length() - 4)))
                    .toList();
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String resource) {
        try {
            return Path.of(CsvCase.class.getResource(resource).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return bytesOf(".csv");
    }

    String expected() {
        return new String(bytesOf(".txt"), StandardCharsets.UTF_8);
    }

    private byte[] bytesOf(String extension) {
        try {
            return Files.readAllBytes(path(FOLDER).resolve(name + extension));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reader of this case's file, told its columns. */
    Csv csv() {
        return csv(bytes());
    }

    /** A reader of other bytes under this case's name, told its columns. */
    Csv csv(byte[] bytes) {
        String roles = new String(bytesOf(".roles"), StandardCharsets.UTF_8).trim();
        Csv csv = Csv.read(new ByteArrayInputStream(bytes), name + ".csv");
        CsvCaseOptions options = new CsvCaseOptions();
        for (String role : roles.split(roles.contains("\n") ? "\n" : " ", -1)) {
            int equals = role.indexOf('=');
            csv = options.apply(csv, role.substring(0, equals), role.substring(equals + 1));
        }
        return options.apply(csv);
    }

    /** What comes of reading: series, or a failure. */
    String outcome() {
        try {
            return text(csv().load());
        } catch (TidepathException e) {
            return text(e);
        }
    }

    /** A failure in the form of the expected texts. */
    static String text(TidepathException e) {
        return e.code() + "\n" + e.location() + "\n" + e.getMessage() + "\n" + e.hint() + "\n";
    }

    /** Loaded series in the form of the expected texts. */
    static String text(LoadedSeries loaded) {
        StringBuilder b = new StringBuilder();
        b.append(loaded.rows())
                .append(" rows, times such as ")
                .append(loaded.timeFormat())
                .append('\n');
        loaded.notes().forEach(note -> b.append("note: ").append(note).append('\n'));
        loaded.warnings()
                .forEach(warning -> b.append("warning: ").append(warning).append('\n'));
        for (TimeSeries s : loaded.series().series()) {
            for (Channel c : s.channels()) {
                b.append(s.id()).append('/').append(c.name());
                if (!c.spec().equals(ChannelSpec.target(c.name()))) {
                    b.append(" (")
                            .append(c.spec().role())
                            .append(", ")
                            .append(c.spec().domain().text())
                            .append(')');
                }
                b.append(':');
                for (int i = 0; i < c.size(); i++) {
                    b.append(' ')
                            .append(loaded.timeFormat().text(c.times(), i))
                            .append('=')
                            .append(c.value(i))
                            .append(c.hasErrors() ? "±" + c.error(i) : "");
                }
                b.append('\n');
            }
            if (!s.features().equals(StaticFeatures.NONE)) {
                b.append(s.id()).append(": ").append(s.features()).append('\n');
            }
        }
        return b.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
