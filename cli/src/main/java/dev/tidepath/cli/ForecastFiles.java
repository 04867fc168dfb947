package dev.tidepath.cli;

import dev.tidepath.io.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a forecast goes: a table to a file or standard output, and a page to a file if one is asked for. */
final class ForecastFiles {

    private final Optional<Path> table;
    private final Optional<Path> page;
    private final PrintStream standardOutput;

    ForecastFiles(Optional<Path> table, Optional<Path> page, PrintStream standardOutput) {
        this.table = table;
        this.page = page;
        this.standardOutput = standardOutput;
    }

    /**
     * Checks that no output replaces an input or the other output.
     *
     * @param inputs files that are read
     * @throws UsageException if one does
     * @throws IOException if the files cannot be told apart
     */
    void requireApartFrom(List<Path> inputs) throws IOException {
        List<Path> taken = new ArrayList<>();
        for (Path input : inputs) {
            if (!StandardStream.is(input)) {
                taken.add(located(input));
            }
        }
        for (Path output : files()) {
            Path place = located(output);
            if (taken.contains(place)) {
                throw new UsageException("the file '" + output + "' would be overwritten: it is named twice");
            }
            taken.add(place);
        }
    }

    /**
     * Checks by a rehearsal that the files can be written, before any work is done for them. Nothing is left of it.
     *
     * @throws dev.tidepath.io.InputException if one cannot
     */
    void requireWritable() {
        files().forEach(ForecastFiles::rehearse);
    }

    /** A pipe or a device cannot be opened twice, so it is not tried. */
    private static void rehearse(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            return;
        }
        try {
            AtomicFile.write(file, out -> {
                throw new RehearsalOver();
            });
        } catch (RehearsalOver expected) {
            // the file could be opened, and is as it was before
        }
    }

    /**
     * Writes everything or, if anything fails, nothing: the page takes its place while the finished table still has its
     * temporary name.
     *
     * @param tableContent the forecast as CSV
     * @param pageContent the forecast as HTML
     * @return where to, in words
     * @throws IOException if standard output fails
     */
    String write(AtomicFile.Content tableContent, AtomicFile.Content pageContent) throws IOException {
        if (table.isPresent()) {
            AtomicFile.write(table.get(), out -> {
                tableContent.writeTo(out);
                out.flush();
                page.ifPresent(file -> AtomicFile.write(file, pageContent));
            });
        } else if (page.isPresent()) {
            AtomicFile.write(page.get(), out -> {
                pageContent.writeTo(out);
                out.flush();
                writeToStandardOutput(tableContent);
            });
        } else {
            writeToStandardOutput(tableContent);
        }
        String tableName = table.map(Path::toString).orElse("standard output");
        return page.map(file -> tableName + " and " + file).orElse(tableName);
    }

    private void writeToStandardOutput(AtomicFile.Content content) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(standardOutput, StandardCharsets.UTF_8));
        content.writeTo(out);
        out.flush();
        if (standardOutput.checkError()) {
            throw new IOException("standard output is closed or full");
        }
    }

    private List<Path> files() {
        return Stream.concat(table.stream(), page.stream()).toList();
    }

    /** Where a file is or would be, whatever it is called by. */
    private static Path located(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(absolute.getFileName())
                : absolute;
    }

    /** Ends a rehearsal where the writing would begin. */
    private static final class RehearsalOver extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private RehearsalOver() {
            super(null, null, false, false);
        }
    }
}
