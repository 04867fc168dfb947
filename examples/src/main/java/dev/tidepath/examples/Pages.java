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

    /**
     * Checks that a folder is there or can be made, and makes nothing.
     *
     * @throws Arguments.NotUnderstood if the nearest of its folders that is there is a file, or may not be written to
     */
    static void requireWritable(Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            String why = Files.isDirectory(there) ? " may not be written to" : " is no folder";
            throw new Arguments.NotUnderstood("nothing can be written in " + folder + ": " + there + why);
        }
    }

    static void write(Path folder, String name, ForecastPlot plot, PrintStream err) {
        create(folder);
        AtomicFile.write(folder.resolve(name), plot::write);
        err.println("wrote " + name + " in " + folder);
    }

    /** The beginning of a page of our own, up to its title. */
    static String head(String title, String style) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 0 auto; padding: 1rem; color: #222; background: #fff }
                %2$s</style>
                </head>
                <body>
                <h1>%1$s</h1>
                """.formatted(title, style);
    }
}
