package dev.tidepath.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure and how long: the options that the programs share. */
final class MeasuringOptions {

    @Option(names = "--problems", paramLabel = "FILE", description = "problems as JSON; else made from their seeds")
    private @Nullable Path problems;

    @Option(names = "--only", paramLabel = "NAME", description = "this problem alone")
    private @Nullable String only;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "processor time of calls before the first repeat")
    private double warmUp = 3;

    @Option(names = "--budget", paramLabel = "SECONDS", description = "repeats, at least 5 and at most --repeats")
    private double budget = 3;

    @Option(names = "--repeats", paramLabel = "N", description = "the most repeats of a result")
    private int repeats = 30;

    /** The problems asked for. */
    ProblemSet problemSet() throws IOException {
        return ProblemSet.of(problems);
    }

    /** Whether a problem is asked for. */
    boolean includes(String problem) {
        return only == null || only.equals(problem);
    }

    /** How long a result is measured, with no fewer repeats than the least. */
    Timing.Effort effort(int least) {
        return new Timing.Effort(warmUp, budget, least, repeats);
    }
}
