package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the encoder makes of windows of different lengths. */
class RecurrentEncoderTest {

    private static final TimeFeatures DAYS = new TimeFeatures(List.of(new TimeFeatures.Cycle(6.3, 2)));

    static Stream<LatentOdeOptions> cells() {
        return Stream.of(Shapes.modal(2, 2, 2, 6, 6, 4, DAYS), Shapes.plain(2, 3, Likelihood.gaussian(0.3)));
    }

    private static RecognitionNetwork.Run run(RecurrentEncoder encoder, double[] values) {
        return encoder.newRun(values, 8, OdeSolver.tsit5(1e-3, 1e-3, 100), CheckpointedAdjoint.standard());
    }

    private record Encoding(double[][] states, double[][] adjoints, double[] gradient) {}

    private static Window window(int seed, int size) {
        RandomKey key = RandomKey.of(seed);
        double[] times = new double[size];
        double[][] values = new double[2][size];
        for (int i = 0; i < size; i++) {
            times[i] = i + key.uniform(i);
            values[0][i] = key.derive(1).gaussian(i);
            values[1][i] = key.derive(2).gaussian(i);
        }
        Observations all = Observations.merge(
                new double[][] {times, Arrays.copyOf(times, size - 1)},
                new double[][] {values[0], Arrays.copyOf(values[1], size - 1)});
        return new Window(all, Observations.at(), key);
    }

    private static double[] first(double[] row, int windows) {
        return Arrays.copyOf(row, windows);
    }

    /** States, adjoints of the states and the gradient, of the first windows; the others have no adjoint. */
    private static Encoding encode(RecognitionNetwork.Run run, int parameters, List<Window> chunk, int windows) {
        double[][] states = Arrays.stream(run.encode(chunk).rows())
                .map(row -> first(row, windows))
                .toArray(double[][]::new);
        Matrix adjoint = Matrix.zeros(states.length, chunk.size());
        for (int f = 0; f < states.length; f++) {
            for (int b = 0; b < windows; b++) {
                adjoint.set(f, b, RandomKey.of(f).gaussian(b));
            }
        }
        double[] gradient = new double[parameters];
        run.backward(adjoint, null, gradient);
        double[][] adjoints =
                Arrays.stream(adjoint.rows()).map(row -> first(row, windows)).toArray(double[][]::new);
        return new Encoding(states, adjoints, gradient);
    }

    private static void assertSame(Encoding expected, Encoding found) {
        assertArrayEquals(expected.states(), found.states());
        assertArrayEquals(expected.adjoints(), found.adjoints());
        assertArrayEquals(expected.gradient(), found.gradient());
    }

    /** Windows of one length take steps without a mask, beside a shorter one the last with it. */
    @ParameterizedTest
    @MethodSource("cells")
    void aShorterWindowBesidesChangesNoBit(LatentOdeOptions options) {
        Parameters parameters = new Parameters();
        RecurrentEncoder encoder = new RecurrentEncoder(options, parameters);
        double[] values = parameters.initialValues(RandomKey.of(4));
        List<Window> equal = List.of(window(1, 7), window(2, 7), window(3, 7));
        List<Window> ragged = List.of(equal.get(0), equal.get(1), equal.get(2), window(5, 3));
        Encoding alone = encode(run(encoder, values), values.length, equal, 3);
        RecognitionNetwork.Run run = run(encoder, values);
        assertSame(alone, encode(run, values.length, ragged, 3));
        assertSame(alone, encode(run, values.length, equal, 3));
    }

    @Test
    void windowsReadBeforeLeaveNothingBehind() {
        Parameters parameters = new Parameters();
        RecurrentEncoder encoder = new RecurrentEncoder(Shapes.plain(2, 3, Likelihood.gaussian(0.3)), parameters);
        double[] values = parameters.initialValues(RandomKey.of(4));
        List<Window> chunk = List.of(window(1, 2), window(2, 6));
        Encoding expected = encode(run(encoder, values), values.length, chunk, 2);
        RecognitionNetwork.Run run = run(encoder, values);
        encode(run, values.length, List.of(window(7, 9), window(8, 4), window(9, 5)), 3);
        assertSame(expected, encode(run, values.length, chunk, 2));
    }
}
