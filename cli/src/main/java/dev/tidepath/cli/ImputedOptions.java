package dev.tidepath.cli;

import dev.tidepath.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written of filled gaps, and where to. */
final class ImputedOptions extends LevelOptions {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the table to a CSV file, replacing it at once when all is done (default: standard"
                    + " output). Its columns: id, time, channel, mean, median, lo-80, hi-80, ...")
    private @Nullable Path out;

    @Option(
            names = "--complete",
            description = "Write the observations too, as they are, and tell them apart in a column 'kind': observed or"
                    + " imputed.")
    private boolean complete;

    /**
     * Whether observations are written too.
     *
     * @return true for the complete series
     */
    boolean isComplete() {
        return complete;
    }

    /**
     * The file of the table.
     *
     * @return its path, empty for standard output
     */
    Optional<Path> out() {
        return Optional.ofNullable(out).filter(path -> !StandardStream.is(path));
    }

    /**
     * Writes the table.
     *
     * @param files its file, if it has one
     * @param table what it holds
     * @return where to, in words
     * @throws IOException if standard output fails
     */
    String write(OutputFiles files, AtomicFile.Content table) throws IOException {
        if (out().isEmpty()) {
            files.write(List.of(), Optional.of(table));
            return "standard output";
        }
        files.write(List.of(new OutputFiles.Output(out().get(), table)), Optional.empty());
        return out().get().toString();
    }
}
