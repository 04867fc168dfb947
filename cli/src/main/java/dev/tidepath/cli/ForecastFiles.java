package dev.tidepath.cli;

import dev.tidepath.io.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where results go: a table to a file or standard output, and a page, sample paths and the model to files if they are asked
 * for.
 */
final class ForecastFiles {

    private final List<Path> asked = new ArrayList<>();
    private final Optional<Path> table;
    private final Optional<Path> page;
    private final Optional<Path> paths;
    private final Optional<Path> model;
    private final OutputFiles files;

    /**
     * Says where.
     *
     * @param table where the table goes, if it has a file
     * @param page where the page goes, if it is asked for
     * @param paths where sample paths go, if they are asked for; may be standard output
     * @param model where the model goes, if it is kept
     * @param standardOutput takes the table if it has no file, or else the paths if they are meant for it
     */
    ForecastFiles(
            Optional<Path> table,
            Optional<Path> page,
            Optional<Path> paths,
            Optional<Path> model,
            PrintStream standardOutput) {
        this.table = table;
        this.page = page;
        this.paths = paths;
        this.model = model;
        table.ifPresent(asked::add);
        page.ifPresent(asked::add);
        paths.filter(file -> !StandardStream.is(file)).ifPresent(asked::add);
        model.ifPresent(asked::add);
        this.files = new OutputFiles(asked, standardOutput);
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
     * What may be written.
     *
     * @param table the table as CSV
     * @param page the page as HTML
     * @param paths the sample paths as CSV
     * @param model the model
     */
    record Contents(
            AtomicFile.Content table, AtomicFile.Content page, AtomicFile.Content paths, AtomicFile.Content model) {}

    /**
     * Writes everything or, if anything fails, nothing.
     *
     * @param contents what is written as far as it is asked for
     * @return where to, in words
     * @throws IOException if standard output fails
     */
    String write(Contents contents) throws IOException {
        List<OutputFiles.Output> outputs = new ArrayList<>();
        Optional<AtomicFile.Content> last = Optional.empty();
        if (table.isPresent()) {
            outputs.add(new OutputFiles.Output(table.get(), contents.table()));
        } else {
            last = Optional.of(contents.table());
        }
        page.ifPresent(file -> outputs.add(new OutputFiles.Output(file, contents.page())));
        if (paths.isPresent() && StandardStream.is(paths.get())) {
            last = Optional.of(contents.paths());
        } else if (paths.isPresent()) {
            outputs.add(new OutputFiles.Output(paths.get(), contents.paths()));
        }
        model.ifPresent(file -> outputs.add(new OutputFiles.Output(file, contents.model())));
        files.write(outputs, last);
        List<String> names = new ArrayList<>(last.isPresent() ? List.of("standard output") : List.of());
        asked.forEach(file -> names.add(file.toString()));
        return String.join(" and ", names);
    }
}
