package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training that is killed at any moment, again and again, ends with the bytes of one that was left alone. */
@Timeout(120)
final class KilledTrainingTest {

    private static final int ITERATIONS = 40;
    private static final int KILLS = 3;

    @TempDir
    private Path folder;

    /** The other process: trains with a checkpoint after every iteration and saves the model. */
    static final class Trainee {

        private Trainee() {}

        /**
         * Trains.
         *
         * @param arguments checkpoint and model
         * @throws IOException if the model cannot be saved
         */
        public static void main(String[] arguments) throws IOException {
            CheckpointFile checkpoint = new CheckpointFile(Path.of(arguments[0]));
            FittedForecaster fitted =
                    quick().checkpoint(checkpoint, Duration.ZERO).build().fit(wave());
            ModelStore.save(fitted, Path.of(arguments[1]));
        }
    }

    private static NeuralForecaster.Builder quick() {
        return NeuralForecaster.builder().iterations(ITERATIONS).paths(10).threads(1);
    }

    private static SeriesSet wave() {
        double[] t = new double[25];
        double[] v = new double[25];
        RandomKey key = RandomKey.of(11);
        for (int i = 0; i < t.length; i++) {
            t[i] = 0.4 * i + 0.2 * key.uniform(i);
            v[i] = Math.sin(t[i]);
        }
        return SeriesSet.of(new TimeSeries("wave", List.of(new Channel("v", Times.ofNumbers(t), v))));
    }

    @Test
    void itEndsWithTheBytesOfOneThatWasLeftAlone() throws IOException, InterruptedException {
        Path alone = folder.resolve("alone.json");
        ModelStore.save(quick().build().fit(wave()), alone);
        Path checkpoint = folder.resolve("run.checkpoint");
        Path model = folder.resolve("model.json");
        RandomKey key = RandomKey.of(System.nanoTime());
        int interrupted = 0;
        for (int k = 0; k < KILLS; k++) {
            Process process = started(checkpoint, model);
            awaitChange(checkpoint, process);
            Thread.sleep((long) (150 * key.uniform(k)));
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            interrupted += Files.exists(model) ? 0 : 1;
        }
        assertTrue(interrupted > 0, "at least one was killed before its end");
        Process last = started(checkpoint, model);
        assertTrue(last.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, last.exitValue());
        assertArrayEquals(Files.readAllBytes(alone), Files.readAllBytes(model));
    }

    private Process started(Path checkpoint, Path model) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Trainee.class.getName(),
                checkpoint.toString(),
                model.toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** Waits until the process has written a checkpoint of its own, or has ended. */
    private static void awaitChange(Path checkpoint, Process process) throws IOException, InterruptedException {
        byte[] before = content(checkpoint);
        while (process.isAlive() && Arrays.equals(before, content(checkpoint))) {
            Thread.sleep(2);
        }
    }

    private static byte[] content(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }
}
