package dev.tidepath.cli;

import dev.tidepath.io.CsvProfile;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows how far the reading of a file is, once it takes longer than a moment. */
final class ReadingProgress implements CsvProfile.Listener, AutoCloseable {

    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int THOUSAND = 1_000;

    private final Terminal terminal;
    private final Interruption interruption;
    private final LongSupplier nanoClock;
    private final long start;
    private @Nullable ProgressDisplay display;

    /**
     * Progress that begins now.
     *
     * @param terminal where to show it
     * @param interruption ends the reading if the user asks for it
     * @param nanoClock tells the time
     */
    ReadingProgress(Terminal terminal, Interruption interruption, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    @Override
    public void read(long rows, long expected) {
        interruption.check();
        if (display == null) {
            if (nanoClock.getAsLong() - start < MOMENT_NANOS) {
                return;
            }
            display = ProgressDisplay.on(terminal);
        }
        int done = thousands(rows);
        int total = expected == 0 ? Progress.UNKNOWN : Math.max(done, thousands(expected));
        display.show(new Progress("reading", done, total, "thousand rows", ""));
    }

    private static int thousands(long rows) {
        return (int) Math.min(Integer.MAX_VALUE, rows / THOUSAND);
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
        }
    }
}
