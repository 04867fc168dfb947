package dev.tidepath.examples;

import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells of a training every few seconds, and keeps the loss it began and ended with. */
final class TrainingLines implements TrainingListener {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final int FIRST = 10;

    private final String what;
    private final PrintStream err;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private double sumOfFirst;
    private int first;
    private double current = Double.NaN;

    TrainingLines(String what, PrintStream err) {
        this.what = what;
        this.err = err;
    }

    @Override
    public boolean onProgress(TrainingProgress progress) {
        if (first < FIRST) {
            sumOfFirst += progress.loss();
            first++;
        }
        current = progress.smoothedLoss();
        long now = System.nanoTime();
        if (now - lastLine >= INTERVAL_NANOS) {
            lastLine = now;
            err.println(String.format(
                    Locale.ROOT,
                    "%s: training, %d of %d iterations, loss %.3f, %.0f s",
                    what,
                    progress.iteration(),
                    progress.iterations(),
                    current,
                    seconds()));
        }
        return true;
    }

    /** Mean loss of the first iterations. */
    double lossAtFirst() {
        return sumOfFirst / first;
    }

    /** Moving average of the loss at the end. */
    double lossAtLast() {
        return current;
    }

    /** Since this object was made. */
    double seconds() {
        return 1e-9 * (System.nanoTime() - start);
    }
}
