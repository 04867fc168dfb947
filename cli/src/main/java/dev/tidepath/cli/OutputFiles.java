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

/** Files that a command writes, all of them or none. */
final class OutputFiles {

    private final List<Path> files;
    private final PrintStream standardOutput;

    /**
     * Says where to write.
     *
     * @param files all files
     * @param standardOutput what is written there comes last
     */
    OutputFiles(List<Path> files, PrintStream standardOutput) {
        this.files = List.copyOf(files);
        this.standardOutput = standardOutput;
    }

    /**
     * Checks that no output replaces an input or another output.
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
        for (Path output : files) {
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
        files.forEach(OutputFiles::rehearse);
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

    /** A file and what it is to hold. */
    record Output(Path file, AtomicFile.Content content) {}

    /**
     * Writes everything or, if anything fails, no file: each file takes its place while those before it still have their
     * temporary names.
     *
     * @param outputs files in order
     * @param last what goes to standard output, if anything does
     * @throws IOException if standard output fails
     */
    void write(List<Output> outputs, Optional<AtomicFile.Content> last) throws IOException {
        if (!outputs.isEmpty()) {
            Output first = outputs.get(0);
            AtomicFile.write(first.file(), out -> {
                first.content().writeTo(out);
                out.flush();
                write(outputs.subList(1, outputs.size()), last);
            });
        } else if (last.isPresent()) {
            writeToStandardOutput(last.get());
        }
    }

    private void writeToStandardOutput(AtomicFile.Content content) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(standardOutput, StandardCharsets.UTF_8));
        content.writeTo(out);
        out.flush();
        if (standardOutput.checkError()) {
            throw new IOException("standard output is closed or full");
        }
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
