package dev.tidepath.examples;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** Finds the files of {@code examples/data}, wherever in the repository a program is started. */
final class ExampleData {

    private ExampleData() {}

    /** The file where it is found; its path from the root of the repository if it is nowhere. */
    static Path find(String name) {
        Path expected = Path.of("examples", "data", name);
        for (Path start : starts()) {
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                Path candidate = folder.resolve(expected);
                if (Files.isRegularFile(candidate)) {
                    return candidate;
                }
            }
        }
        return expected;
    }

    /** The working directory, and where this class was loaded from. */
    private static List<Path> starts() {
        List<Path> starts = new ArrayList<>();
        starts.add(Path.of("").toAbsolutePath());
        CodeSource source = ExampleData.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            try {
                starts.add(Path.of(source.getLocation().toURI()).toAbsolutePath());
            } catch (URISyntaxException e) {
                return starts;
            }
        }
        return starts;
    }
}
