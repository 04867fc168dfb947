package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.train.TrainingProgress;
import dev.tidepath.train.TrainingResult;
import dev.tidepath.train.TrainingResult.StopReason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void aLogGetsALineEveryFiveSeconds() {
        AtomicLong clock = new AtomicLong(TimeUnit.SECONDS.toNanos(100));
        try (ProgressDisplay lines = new ProgressLines(err, clock::get)) {
            for (int i = 1; i <= 12; i++) {
                clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
                lines.show(TrainingReport.shown(new TrainingProgress(i, 40, 9, 1.0 / i), "iterations"));
            }
        }
        assertEquals(
                "training  5 of 40 iterations, loss 0.2000, 5 s" + System.lineSeparator()
                        + "training  10 of 40 iterations, loss 0.1000, 10 s" + System.lineSeparator(),
                text());
    }

    @Test
    void aTerminalGetsABarThatFits() {
        try (ProgressDisplay bar = new ProgressBarDisplay(err)) {
            bar.show(TrainingReport.shown(new TrainingProgress(10, 40, 9, 0.5), "iterations"));
            bar.show(TrainingReport.shown(
                    new TrainingProgress(40, 40, 9, 0.25), "steps of shared-state-space in rehearsal"));
        }
        String text = text();
        assertTrue(text.contains("training"), text);
        assertTrue(text.contains("100%"), text);
        assertTrue(text.contains("loss 0.2500"), text);
        assertTrue(text.endsWith(System.lineSeparator()), text);
        assertTrue(text.lines().allMatch(line -> line.length() < 80), text);
    }

    @Test
    void aTrainingGoesOnUntilTheUserWantsToStop() {
        Interruption interruption = new Interruption();
        try (ProgressDisplay lines = new ProgressLines(err, () -> 0)) {
            TrainingReport report = new TrainingReport(lines, interruption, err);
            assertTrue(report.onProgress(new TrainingProgress(1, 3, 9, 9)));
            interruption.request();
            assertFalse(report.onProgress(new TrainingProgress(2, 3, 8, 8)));
            assertEquals(2, report.last().orElseThrow().iteration());
        }
    }

    @Test
    void ofSeveralTrainingsEachTellsWhatItIs() {
        AtomicLong clock = new AtomicLong(TimeUnit.SECONDS.toNanos(100));
        try (ProgressDisplay lines = new ProgressLines(err, clock::get)) {
            TrainingReport report = new TrainingReport(lines, new Interruption(), err);
            report.onStage("latent-ode in rehearsal");
            clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
            report.onProgress(new TrainingProgress(7, 300, 9, 0.5));
            assertEquals(
                    "training  7 of 300 steps of latent-ode in rehearsal, loss 0.5000, 5 s" + System.lineSeparator(),
                    text());
            assertEquals(Optional.empty(), report.last());
        }
    }

    @Test
    void aTrainingTellsWhereItGoesOnAndHowItEnded() {
        TrainingReport report = new TrainingReport(new ProgressLines(err, () -> 0), new Interruption(), err);
        assertFalse(report.isOver());
        report.onResume(new TrainingProgress(120, 300, 9, 9));
        assertEquals("resumed   from iteration 120 of 300" + System.lineSeparator(), text());
        assertEquals(120, report.last().orElseThrow().iteration());
        report.onEnd(new TrainingResult(150, StopReason.MAX_TIME, 1, 150, Optional.empty()));
        assertFalse(report.isOver());
        assertEquals(Optional.empty(), report.warning());
        report.onEnd(new TrainingResult(170, StopReason.NON_FINITE, 1, 170, Optional.of("the loss is not finite")));
        assertTrue(report.isOver());
        assertEquals(
                Optional.of("the loss is not finite: training ended, with the weights of iteration 170"),
                report.warning());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
