package dev.tidepath.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Progress as a line every few seconds, for logs. */
final class ProgressLines implements ProgressDisplay {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream err;
    private final LongSupplier nanoClock;
    private final long start;
    private long lastLine;

    ProgressLines(PrintStream err, LongSupplier nanoClock) {
        this.err = err;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        this.lastLine = start;
    }

    @Override
    public void show(Progress progress) {
        long now = nanoClock.getAsLong();
        if (now - lastLine < INTERVAL_NANOS) {
            return;
        }
        lastLine = now;
        Talk.line(
                err,
                progress.task(),
                String.format(
                        Locale.ROOT,
                        "%d%s %s%s, %d s",
                        progress.done(),
                        progress.total() == Progress.UNKNOWN ? "" : " of " + progress.total(),
                        progress.noun(),
                        progress.detail().isEmpty() ? "" : ", " + progress.detail(),
                        TimeUnit.NANOSECONDS.toSeconds(now - start)));
    }

    @Override
    public void close() {
        // every line is complete
    }
}
