package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A small CSV file among the test resources with the roles of its columns and the text that is expected of it.
 *
 * @param folder of the resources
 * @param name without extension
 */
record CsvCase(String folder, String name) {

    static Stream<CsvCase> in(String folder) {
        try (Stream<Path> files = Files.list(path(folder))) {
            List<CsvCase> cases = files.map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".csv"))
                    .sorted()
                    .map(n -> new CsvCase(folder, n.substring(0, n.length() - 4)))
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
            return Files.readAllBytes(path(folder).resolve(name + extension));
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
        Map<String, String> roles = new TreeMap<>();
        for (String role :
                new String(bytesOf(".roles"), StandardCharsets.UTF_8).trim().split(" ", -1)) {
            int equals = role.indexOf('=');
            roles.put(role.substring(0, equals), role.substring(equals + 1));
        }
        Csv csv = Csv.read(new ByteArrayInputStream(bytes), name + ".csv")
                .time(roles.get("time"))
                .values(roles.get("value").split(",", -1));
        return roles.containsKey("id") ? csv.id(roles.get("id")) : csv;
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
        for (TimeSeries s : loaded.series().series()) {
            for (Channel c : s.channels()) {
                b.append(s.id()).append('/').append(c.name()).append(':');
                for (int i = 0; i < c.size(); i++) {
                    b.append(' ')
                            .append(loaded.timeFormat().text(c.times(), i))
                            .append('=')
                            .append(c.value(i));
                }
                b.append('\n');
            }
        }
        return b.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
