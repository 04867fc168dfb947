package dev.tidepath.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A set that can be read.
 *
 * @param group what it belongs to
 * @param name its name
 * @param file where it is
 * @param reader reads the file
 */
record SuiteSource(String group, String name, Path file, Function<Path, SuiteSet> reader) {

    boolean exists() {
        return Files.isRegularFile(file);
    }

    SuiteSet read() {
        return reader.apply(file);
    }
}
