package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.Activation;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The posterior refined at prediction time. */
class RefinementTest {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-6, 1e-8, 1000);
    private static final InferenceOptions REFINED = new InferenceOptions(1, 0, 30);

    private static LatentOdeRun run(LatentOde model, double[] values, InferenceOptions inference) {
        return new LatentOde(model.options(), inference).newRun(values, 500, SOLVER, CheckpointedAdjoint.standard());
    }

    private static double[] initial(LatentOde model) {
        double[] values = model.initialValues(RandomKey.of(5));
        return values;
    }

    private static Parameters.Block block(LatentOde model, String name) {
        return model.parameters().blocks().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A path that stands still and a linear decoder: Bayesian linear regression, whose posterior is known. */
    @Test
    void isExactWhereThePosteriorIsNormal() {
        double deviation = 0.5;
        LatentOde model = new LatentOde(new LatentOdeOptions(
                2,
                new EncoderOptions(EncoderOptions.Cell.RNN, 4, 0, false, 1),
                new FieldOptions.Network(1, 2),
                new DecoderOptions(true, 0, Activation.TANH, Likelihood.gaussian(deviation)),
                new TimeFeatures(List.of())));
        double[] values = initial(model);
        for (String name : List.of("field.network.1.weight", "field.network.1.bias", "decoder.linear.bias")) {
            Parameters.Block b = block(model, name);
            Arrays.fill(values, b.offset(), b.offset() + b.size(), 0);
        }
        int at = block(model, "decoder.linear.weight").offset();
        values[at] = 1.5;
        values[at + 1] = -0.7;
        Observations seen = Observations.merge(
                new double[][] {{0, 0.3, 1}, {0.3, 0.8}}, new double[][] {{1.1, 0.8, 1.4}, {-0.2, -0.9}});
        Window window = new Window(seen, Observations.at(2), RandomKey.of(3));
        double precision = 1 + (3 * 1.5 * 1.5 + 2 * 0.7 * 0.7) / (deviation * deviation);
        double mean = (1.5 * (1.1 + 0.8 + 1.4) + 0.7 * (0.2 + 0.9)) / (deviation * deviation) / precision;
        LatentOdeRun run = run(model, values, REFINED);
        assertEquals(1.5 * mean, run.means(List.of(window)).get(0, 0), 1e-6);

        double[][][] means = new double[2][1][500];
        run.sample(window, 500, means, new double[2][1][500]);
        double spread = Arrays.stream(means[0][0])
                .map(m -> (m / 1.5 - mean) * (m / 1.5 - mean))
                .average()
                .orElseThrow();
        assertEquals(1 / precision, spread, 5 / precision * Math.sqrt(2.0 / 500));
    }

    @Test
    void forgetsTheEncoderAndTheCompanions() {
        LatentOde model = new LatentOde(new LatentOdeOptions(
                2,
                new EncoderOptions(EncoderOptions.Cell.RNN, 4, 0, false, 1),
                new FieldOptions.Network(2, 4),
                new DecoderOptions(true, 0, Activation.TANH, new Likelihood(0.5, 8)),
                new TimeFeatures(List.of())));
        double[] values = initial(model);
        double[] other = values.clone();
        Parameters.Block bias = block(model, "posterior.0.bias");
        for (int i = 0; i < 2; i++) {
            other[bias.offset() + i] += 0.3;
        }
        Observations seen = Observations.merge(
                new double[][] {{0, 0.2, 0.5, 0.9}, {0.1, 0.6}}, new double[][] {{1, 0.6, -0.4, -1}, {0.3, -0.8}});
        Window window = new Window(seen, Observations.at(1, 1.5), RandomKey.of(3));
        Window companion = new Window(seen.slice(1, 4), Observations.at(1.1), RandomKey.of(4));
        Matrix alone = run(model, values, REFINED).means(List.of(window));
        Matrix among = run(model, values, REFINED).means(List.of(companion, window));
        Matrix moved = run(model, other, REFINED).means(List.of(window));
        Matrix encoded = run(model, values, InferenceOptions.plain()).means(List.of(window));
        Matrix encodedMoved = run(model, other, InferenceOptions.plain()).means(List.of(window));
        for (int c = 0; c < 2; c++) {
            assertEquals(alone.get(c, 0), among.get(c, 1));
            assertEquals(alone.get(c, 0), moved.get(c, 0), 2e-3);
        }
        assertTrue(Math.abs(encoded.get(0, 0) - encodedMoved.get(0, 0)) > 1e-2);
    }

    @Test
    void aRunThatHasLearntStillPredicts() {
        LatentOde model = new LatentOde(Shapes.plain(2, 3, Likelihood.gaussian()));
        double[] values = initial(model);
        Observations seen =
                Observations.merge(new double[][] {{0, 0.2, 0.5}, {0.1}}, new double[][] {{1, 0.6, -0.4}, {0.3}});
        Window window = new Window(seen, seen, RandomKey.of(3));
        LatentOdeRun run = run(model, values, REFINED);
        run.lossAndGradient(List.of(window), 1, 1, new double[values.length]);
        assertEquals(
                run(model, values, REFINED).means(List.of(window)).get(0, 0),
                run.means(List.of(window)).get(0, 0));
    }
}
