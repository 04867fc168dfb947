package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.FitException;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointFileTest {

    private static final Map<String, String> MINE = Map.of("seed", "1");

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("run.checkpoint");
    }

    private static double[] any(int seed) {
        double[] numbers = new double[17];
        RandomKey key = RandomKey.of(seed);
        Arrays.setAll(numbers, i -> key.gaussian(i) * Math.pow(2, 100 * key.gaussian(i + 100)));
        numbers[0] = -0.0;
        numbers[1] = Double.MIN_VALUE;
        return numbers;
    }

    private static Checkpoint checkpoint(int iteration) {
        return new Checkpoint(
                iteration,
                1 / 3.0,
                -2 / 3.0,
                any(1),
                any(2),
                any(3),
                Optional.of(new Checkpoint.Best(iteration, 0.1, any(4), 2)));
    }

    private CheckpointFile written(int iteration) {
        CheckpointFile file = new CheckpointFile(path());
        file.save(MINE, checkpoint(iteration));
        return file;
    }

    private static void assertSame(double[] expected, double[] found) {
        assertArrayEquals(
                Arrays.stream(expected).mapToLong(Double::doubleToLongBits).toArray(),
                Arrays.stream(found).mapToLong(Double::doubleToLongBits).toArray());
    }

    @Test
    void everyBitComesBack() throws IOException {
        written(3);
        Checkpoint found = written(7).load(MINE).orElseThrow();
        Checkpoint expected = checkpoint(7);
        assertEquals(7, found.iteration());
        assertEquals(expected.loss(), found.loss());
        assertEquals(expected.smoothedLoss(), found.smoothedLoss());
        assertSame(expected.parameters(), found.parameters());
        assertSame(expected.firstMoment(), found.firstMoment());
        assertSame(expected.secondMoment(), found.secondMoment());
        Checkpoint.Best best = found.best().orElseThrow();
        assertEquals(7, best.iteration());
        assertEquals(0.1, best.loss());
        assertEquals(2, best.evaluationsSince());
        assertSame(any(4), best.parameters());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aCheckpointWithoutBestWeightsComesBack() {
        CheckpointFile file = new CheckpointFile(path());
        file.save(MINE, new Checkpoint(1, 2, 2, any(1), any(2), any(3), Optional.empty()));
        assertEquals(Optional.empty(), file.load(MINE).orElseThrow().best());
    }

    @Test
    void whereThereIsNoFileThereIsNoCheckpoint() throws IOException {
        assertEquals(Optional.empty(), new CheckpointFile(path()).load(MINE));
        CheckpointFile file = written(1);
        file.remove();
        file.remove();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        assertRefused(
                "'run.checkpoint' is the checkpoint of another training: seed is 1 there, 2 here", Map.of("seed", "2"));
        assertRefused(
                "'run.checkpoint' is the checkpoint of another training: model is not told there, x here",
                Map.of("model", "x"));
        assertRefused(
                "'run.checkpoint' is the checkpoint of another training: model is not told there, not told here",
                Map.of());
    }

    private void assertRefused(String message, Map<String, String> fingerprint) {
        CheckpointFile file = written(1);
        FitException e = assertThrows(FitException.class, () -> file.load(fingerprint));
        assertEquals("TP-M003", e.code());
        assertEquals(message, e.getMessage().replace(folder + "/", ""));
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        written(1);
        String whole = Files.readString(path());
        for (String bad : new String[] {
            "",
            "7",
            "{}",
            whole.substring(0, whole.length() / 2),
            whole.replace("\"iteration\": 1", "\"iteration\": 2"),
            whole.replace("tidepath-checkpoint", "tidepath-model"),
            "date,y\n2024-01-01,5\n"
        }) {
            Files.writeString(path(), bad);
            FitException e = assertThrows(FitException.class, () -> new CheckpointFile(path()).load(MINE));
            assertEquals("TP-M003", e.code());
            assertTrue(e.getMessage().contains("is no checkpoint, or a damaged one: "), e.getMessage());
        }
    }

    @Test
    void oneOfAnotherVersionIsRefused() throws IOException {
        written(1);
        Files.writeString(
                path(),
                Files.readString(path()).replace("\"createdBy\": \"", "\"createdBy\": \"9."),
                StandardCharsets.UTF_8);
        FitException e = assertThrows(FitException.class, () -> new CheckpointFile(path()).load(MINE));
        assertTrue(e.getMessage().contains("was written by tidepath '9."), e.getMessage());
    }

    @Test
    void whatCannotBeWrittenIsAFailure() {
        CheckpointFile nowhere = new CheckpointFile(folder.resolve("no/such/folder"));
        assertThrows(UncheckedIOException.class, () -> nowhere.save(MINE, checkpoint(1)));
    }
}
