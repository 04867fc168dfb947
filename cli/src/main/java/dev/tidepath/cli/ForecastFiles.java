package dev.tidepath.cli;

import dev.tidepath.io.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a forecast goes: a table to a file or standard output, and a page and the model to files if they are asked for.
 */
final class ForecastFiles {

    private final Optional<Path> table;
    private final Optional<Path> page;
    private final Optional<Path> model;
    private final OutputFiles files;

    ForecastFiles(Optional<Path> table, Optional<Path> page, Optional<Path> model, PrintStream standardOutput) {
        this.table = table;
        this.page = page;
        this.model = model;
        this.files = new OutputFiles(
                Stream.of(table, page, model).flatMap(Optional::stream).toList(), standardOutput);
    }

    /**
     * Checks, before any work is done for them, that all files can be written and none replaces another.
     *
     * @param inputs files that are read
     * @throws UsageException if a file is named twice
     * @throws IOException if the files cannot be told apart
     */
    void check(List<Path> inputs) throws IOException {
        files.requireApartFrom(inputs);
        files.requireWritable();
    }

    /**
     * Writes everything or, if anything fails, nothing.
     *
     * @param tableContent the forecast as CSV
     * @param pageContent the forecast as HTML
     * @param modelContent the model
     * @return where to, in words
     * @throws IOException if standard output fails
     */
    String write(AtomicFile.Content tableContent, AtomicFile.Content pageContent, AtomicFile.Content modelContent)
            throws IOException {
        List<OutputFiles.Output> outputs = new ArrayList<>();
        table.ifPresent(file -> outputs.add(new OutputFiles.Output(file, tableContent)));
        page.ifPresent(file -> outputs.add(new OutputFiles.Output(file, pageContent)));
        model.ifPresent(file -> outputs.add(new OutputFiles.Output(file, modelContent)));
        files.write(outputs, table.isPresent() ? Optional.empty() : Optional.of(tableContent));
        List<String> names = new ArrayList<>(table.isPresent() ? List.of() : List.of("standard output"));
        outputs.forEach(output -> names.add(output.file().toString()));
        return String.join(" and ", names);
    }
}
