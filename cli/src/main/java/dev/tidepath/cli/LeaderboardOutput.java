package dev.tidepath.cli;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.io.LeaderboardCsv;
import dev.tidepath.io.LeaderboardPage;
import dev.tidepath.io.LeaderboardText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a leaderboard goes: as text to standard output, and to a table and a page if they are asked for. */
final class LeaderboardOutput {

    private final Optional<Path> results;
    private final Optional<Path> table;
    private final Optional<Path> page;
    private final OutputFiles files;

    /**
     * Says where to write.
     *
     * @param results file of the results, which is written elsewhere
     * @param table file of the leaderboard as CSV
     * @param page file of the leaderboard as HTML
     * @param standardOutput takes the leaderboard as text
     */
    LeaderboardOutput(Optional<Path> results, Optional<Path> table, Optional<Path> page, PrintStream standardOutput) {
        this.results = results;
        this.table = table;
        this.page = page;
        this.files = new OutputFiles(
                Stream.of(results, table, page).flatMap(Optional::stream).toList(), standardOutput);
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
     * Writes the leaderboard: everything or, if anything fails, no file.
     *
     * @param board the leaderboard
     * @param axis the kind of axis that leads are on
     * @param title heading of the page
     * @param facts what the page says of the comparison
     * @throws IOException if standard output fails
     */
    void write(Leaderboard board, TimeAxis axis, String title, Map<String, String> facts) throws IOException {
        List<OutputFiles.Output> outputs = new ArrayList<>();
        table.ifPresent(file -> outputs.add(new OutputFiles.Output(file, out -> LeaderboardCsv.write(board, out))));
        page.ifPresent(file ->
                outputs.add(new OutputFiles.Output(file, new LeaderboardPage(board, axis, title, facts)::write)));
        files.write(outputs, Optional.of(out -> out.write(LeaderboardText.of(board, axis))));
    }

    /**
     * Where everything went, in words.
     *
     * @return such as {@code results.csv, board.csv and standard output}
     */
    String places() {
        List<String> places = new ArrayList<>();
        List.of(results, table, page).forEach(file -> file.ifPresent(path -> places.add(path.toString())));
        return places.isEmpty() ? "standard output" : String.join(", ", places) + " and standard output";
    }
}
