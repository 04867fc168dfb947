package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract for {@link TokenTransformer}, and what its answers are to what is asked. */
class TokenTransformerTest extends SequenceModelContract {

    private static final TimeFeatures NONE = new TimeFeatures(List.of());

    private static TokenOptions options(
            int channels, int read, int asked, TimeFeatures features, Likelihood likelihood) {
        return new TokenOptions(channels, 12, 8, 2, 12, 2, 2, read, asked, 0.1, likelihood, features);
    }

    /** Reads and asks for so many times in a sequence. */
    static SequenceModel model(int channels, int read, int asked, TimeFeatures features, Likelihood likelihood) {
        return new TokenTransformer(options(channels, read, asked, features, likelihood));
    }

    static boolean isOfCalibration(Parameters.Block block) {
        return block.name().startsWith("calibration.");
    }

    @Override
    SequenceModel model(int channels, TimeFeatures features, Likelihood likelihood) {
        return model(channels, 12, 12, features, likelihood);
    }

    @Override
    boolean isLearnt(Parameters.Block block) {
        return !isOfCalibration(block);
    }

    private final SequenceModel one = model(1, 6, 4, NONE, Likelihood.gaussian());
    private final double[] values = one.initialValues(RandomKey.of(8));

    private SequenceModel.Run run() {
        return one.newRun(values, 4, OdeSolver.dopri5(1e-3, 1e-3, 100), CheckpointedAdjoint.standard());
    }

    private static Observations seen(double shift, double... seen) {
        double[] times = new double[seen.length];
        Arrays.setAll(times, i -> shift + 0.1 * i);
        return Observations.merge(new double[][] {times}, new double[][] {seen});
    }

    private static Window asking(Observations context, double... times) {
        return new Window(context, Observations.at(times), RandomKey.of(5));
    }

    private double[] means(Window window) {
        Matrix means = run().means(List.of(window));
        return Arrays.copyOf(means.row(0), means.batch());
    }

    @Test
    void anAnswerDoesNotDependOnWhatElseIsAsked() {
        Observations context = seen(0, 1, -0.5, 2, 0.3);
        double[] all = {0.2, 0.35, 0.4, 0.5, 0.9, 1.3, 2, 40};
        double[] together = means(asking(context, all));
        for (int i = 0; i < all.length; i++) {
            assertEquals(means(asking(context, all[i]))[0], together[i], 1e-12);
        }
    }

    @Test
    void withoutTimeFeaturesAShiftInTimeChangesNothing() {
        double[] here = means(asking(seen(0, 1, -0.5, 2), 0.1, 0.25, 3));
        double[] there = means(asking(seen(64, 1, -0.5, 2), 64 + 0.1, 64.25, 67));
        assertArrayEquals(here, there, 1e-9);
    }

    @Test
    void anyHistoryIsReadHoweverShortOrLong() {
        for (int count : new int[] {1, 2, 5, 6, 7, 40}) {
            double[] seen = new double[count];
            Arrays.setAll(seen, i -> i % 3 - 1);
            for (double mean : means(asking(seen(0, seen), 0, 0.1 * count, 5, 1e9))) {
                assertTrue(Double.isFinite(mean), count + " observations: " + mean);
            }
        }
    }

    @Test
    void onlyTheLastTimesAreRead() {
        double[] before = means(asking(seen(0, 9, -0.5, 2, 1, 0, 1, 2, 1), 0.8, 1));
        assertArrayEquals(before, means(asking(seen(0, -9, -0.5, 2, 1, 0, 1, 2, 1), 0.8, 1)));
        assertNotEquals(before[0], means(asking(seen(0, 9, -0.5, -2, 1, 0, 1, 2, 1), 0.8, 1))[0]);
    }

    @Test
    void valuesFarOutAreThoseOfTheOutermostToken() {
        assertArrayEquals(means(asking(seen(0, 1, 50, -50), 0.3)), means(asking(seen(0, 1, 1e300, -1e300), 0.3)));
    }

    private double[][] draws(Window window, int paths) {
        double[][][] draws = new double[1][window.targets().size()][paths];
        run().sample(window, paths, new double[1][window.targets().size()][paths], draws);
        return draws[0];
    }

    private static double variance(double[] draws, double mean) {
        return Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum() / draws.length;
    }

    @Test
    void drawsHaveTheMeanAndHangTogetherInTime() {
        Window window = asking(seen(0, 1, -0.5, 2), 0.6, 0.7, 2);
        int deviations = one.parameters().blocks().stream()
                .filter(block -> block.name().equals("decoder.logNoise"))
                .mapToInt(Parameters.Block::offset)
                .sum();
        values[deviations] = Math.log(1e-2);
        values[deviations + 1] = 0;
        values[deviations + 2] = -20;
        double[] means = means(window);
        double[][] draws = draws(window, 4_000);
        double[] correlations = new double[2];
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    means[i], Arrays.stream(draws[i]).sum() / 4_000, 0.05 * Math.sqrt(variance(draws[i], means[i])));
        }
        for (int p = 0; p < 4_000; p++) {
            for (int i = 1; i < 3; i++) {
                correlations[i - 1] += (draws[0][p] - means[0]) * (draws[i][p] - means[i]);
            }
        }
        for (int i = 1; i < 3; i++) {
            correlations[i - 1] /= 4_000 * Math.sqrt(variance(draws[0], means[0]) * variance(draws[i], means[i]));
        }
        assertEquals(Math.sqrt(0.4 / 0.5), correlations[0], 0.05);
        assertEquals(Math.sqrt(0.4 / 1.8), correlations[1], 0.05);
    }

    @Test
    void aCalibrationAddsNoiseToDrawsAndLeavesMeans() {
        Window window = asking(seen(0, 1, -0.5, 2), 0.6);
        double mean = means(window)[0];
        double before = variance(draws(window, 2_000)[0], mean);
        assertArrayEquals(new double[3], one.noiseVariances(values, 0, window), 1e-11);
        assertTrue(Arrays.stream(one.noiseVariances(values, 0, window)).allMatch(v -> v > 0));
        one.setNoiseVariances(values, 0, window, 0.7, 0.5, 0.25);
        assertEquals(mean, means(window)[0]);
        double more = 0.7 + 0.5 * 0.4 + 0.25 * 0.16;
        assertEquals(before + more, variance(draws(window, 2_000)[0], mean), 0.1 * (before + more));
    }

    @Test
    void meansAreScaledAndPathsWithThem() {
        Window window = asking(seen(0, 1, -0.5, 2), 0.6);
        double mean = means(window)[0];
        double[] draws = draws(window, 10)[0];
        one.scaleMean(values, 0, 0.5);
        one.scaleMean(values, 0, 0.5);
        assertEquals(0.25 * mean, means(window)[0], 1e-15);
        double[] moved = draws(window, 10)[0];
        for (int p = 0; p < 10; p++) {
            assertEquals(0.25 * draws[p], moved[p], 1e-5);
        }
    }

    @Test
    void optionsOutOfTheirRangesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> model(1, 0, 4, NONE, Likelihood.gaussian()));
        assertThrows(IllegalArgumentException.class, () -> model(1, 6, 0, NONE, Likelihood.gaussian()));
        assertThrows(IllegalArgumentException.class, () -> model(1, 6, 4, NONE, Likelihood.studentT(4)));
    }
}
