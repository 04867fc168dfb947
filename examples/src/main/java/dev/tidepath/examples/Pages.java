package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import dev.tidepath.io.ForecastPlot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that pages are written to. */
final class Pages {

    private Pages() {}

    /**
     * Makes it.
     *
     * @throws Arguments.NotUnderstood if that fails
     */
    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Arguments.NotUnderstood("the folder " + folder + " cannot be made: " + e.getMessage());
        }
    }

    static void write(Path folder, String name, ForecastPlot plot, PrintStream err) {
        create(folder);
        AtomicFile.write(folder.resolve(name), plot::write);
        err.println("wrote " + name + " in " + folder);
    }
}
