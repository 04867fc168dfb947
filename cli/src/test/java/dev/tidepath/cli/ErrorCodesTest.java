package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of error codes has all codes of the sources, and no other. */
final class ErrorCodesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern IN_SOURCES = Pattern.compile("\"(TP-[DFM]\\d{3})");
    private static final Pattern ON_THE_PAGE = Pattern.compile("(?m)^\\| (TP-[DFM]\\d{3}) \\|");

    @Test
    void thePageHasTheCodesOfTheSources() throws IOException {
        Set<String> inSources = new TreeSet<>();
        for (String module : List.of("latent-ode", "forecasting", "io", "cli")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> inSources.addAll(found(IN_SOURCES, read(file))));
            }
        }
        assertEquals(inSources, found(ON_THE_PAGE, read(ROOT.resolve("docs/errors.md"))));
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> codes = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return codes;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
