package dev.tidepath.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a backtest writes besides the leaderboard on standard output. */
final class ResultOptions extends LevelOptions {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write every forecast beside what was observed to a CSV file, which 'tidepath compare' reads. It"
                            + " takes its place when all is done.")
    private @Nullable Path out;

    @Option(
            names = "--leaderboard",
            paramLabel = "FILE",
            description = "Write the leaderboard to a CSV file too: over all values, by lead time and by channel.")
    private @Nullable Path leaderboard;

    /**
     * The file of the results.
     *
     * @return its path, empty if none is asked for
     */
    Optional<Path> out() {
        return Optional.ofNullable(out);
    }

    /**
     * The file of the leaderboard.
     *
     * @return its path, empty if none is asked for
     */
    Optional<Path> leaderboard() {
        return Optional.ofNullable(leaderboard);
    }
}
