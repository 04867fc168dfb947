package dev.tidepath.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress as a bar that is drawn over itself, for a person at a terminal. */
final class ProgressBarDisplay implements ProgressDisplay {

    /** A stated width spares the search for the terminal's, which would unpack a native library. */
    private static final int WIDTH = 79;

    private static final int UPDATE_MILLIS = 200;

    private final Line line;
    private @Nullable ProgressBar bar;

    ProgressBarDisplay(PrintStream err) {
        this.line = new Line(err);
    }

    @Override
    public void show(Progress progress) {
        if (bar == null) {
            bar = open(progress);
        }
        bar.stepTo(progress.done());
        bar.setExtraMessage(progress.detail());
    }

    private ProgressBar open(Progress progress) {
        return new ProgressBarBuilder()
                .setTaskName(progress.task())
                .setInitialMax(progress.total())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(line)
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            line.end();
        }
    }

    /** The line the bar is drawn in; the library leaves it open if the bar is closed as soon as it is made. */
    private static final class Line extends ConsoleProgressBarConsumer {

        private boolean ended;

        private Line(PrintStream err) {
            super(err, WIDTH);
        }

        @Override
        public void close() {
            super.close();
            ended = true;
        }

        private void end() {
            if (!ended) {
                close();
            }
        }
    }
}
