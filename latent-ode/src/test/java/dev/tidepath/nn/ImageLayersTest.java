package dev.tidepath.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layers of images against their formulas, written out for one sample. */
class ImageLayersTest {

    private static double[] random(String what, int n) {
        RandomKey key = RandomKey.of(6).derive(what);
        double[] v = new double[n];
        Arrays.setAll(v, key::gaussian);
        return v;
    }

    private static double[] run(int rows, double[] parameters, double[] x, BiFunction<Graph, Var, Var> layer) {
        Graph g = new Graph();
        Var in = g.input(rows);
        Var out = layer.apply(g, in);
        Workspace w = g.compile(out).newWorkspace(1);
        w.bindParameters(parameters);
        w.set(in, Matrix.ofSamples(x));
        w.run();
        Matrix result = Matrix.zeros(out.rows(), 1);
        w.get(0, result);
        return result.sample(0);
    }

    @ParameterizedTest
    @CsvSource({"5, 4, 2, 3, 3, 1, 1", "8, 8, 1, 4, 4, 2, 1", "7, 6, 3, 2, 3, 2, 0", "3, 5, 2, 4, 1, 1, 0"})
    void aConvolutionIsItsSums(int height, int width, int channels, int out, int kernel, int stride, int padding) {
        Parameters layout = new Parameters();
        ImageShape shape = new ImageShape(height, width, channels);
        Conv2d layer = Conv2d.in(layout, "conv", shape, out, kernel, stride, padding, 1);
        double[] p = random("parameters", layout.size());
        double[] x = random("image", shape.rows());
        double[] y = run(shape.rows(), p, x, layer::apply);
        ImageShape result = layer.out();
        assertEquals((height + 2 * padding - kernel) / stride + 1, result.height());
        assertEquals((width + 2 * padding - kernel) / stride + 1, result.width());
        for (int row = 0; row < result.height(); row++) {
            for (int column = 0; column < result.width(); column++) {
                for (int o = 0; o < out; o++) {
                    double sum = p[layer.map().bias().offset() + o];
                    for (int i = 0; i < kernel; i++) {
                        for (int j = 0; j < kernel; j++) {
                            int at = row * stride - padding + i;
                            int beside = column * stride - padding + j;
                            for (int c = 0; c < channels; c++) {
                                double pixel = at < 0 || at >= height || beside < 0 || beside >= width
                                        ? 0
                                        : x[(at * width + beside) * channels + c];
                                int k = (i * kernel + j) * channels + c;
                                sum += pixel * p[layer.map().weight().offset() + k * out + o];
                            }
                        }
                    }
                    assertEquals(sum, y[(row * result.width() + column) * out + o], 1e-13);
                }
            }
        }
    }

    @Test
    void aKernelThatDoesNotFitIsNamed() {
        ImageShape small = new ImageShape(2, 5, 1);
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> Conv2d.in(new Parameters(), "conv", small, 1, 4, 1, 0, 1));
        assertEquals(
                "a kernel of 4, stride 1, padding 0 does not fit ImageShape[height=2, width=5, channels=1]",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Conv2d.in(new Parameters(), "conv", small, 1, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ImageShape(0, 1, 1));
    }

    @Test
    void groupsAreNormalisedApart() {
        Parameters layout = new Parameters();
        ImageShape shape = new ImageShape(3, 2, 6);
        GroupNorm layer = GroupNorm.in(layout, "norm", shape, 3);
        double[] p = random("parameters", layout.size());
        double[] x = random("image", shape.rows());
        double[] y = run(shape.rows(), p, x, layer::apply);
        for (int group = 0; group < 3; group++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                if (i % 6 / 2 == group) {
                    sum += x[i];
                    squares += x[i] * x[i];
                }
            }
            double mean = sum / 12;
            double deviation = Math.sqrt(squares / 12 - mean * mean + 1e-5);
            for (int i = 0; i < x.length; i++) {
                if (i % 6 / 2 == group) {
                    double gain = 1 + p[layer.gain().offset() + i % 6];
                    double bias = p[layer.bias().offset() + i % 6];
                    assertEquals(gain * (x[i] - mean) / deviation + bias, y[i], 1e-13);
                }
            }
        }
        assertThrows(IllegalArgumentException.class, () -> GroupNorm.in(new Parameters(), "norm", shape, 4));
    }

    @Test
    void poolingIsTheMeanOfEachChannel() {
        ImageShape shape = new ImageShape(2, 2, 3);
        double[] x = random("image", shape.rows());
        double[] y = run(shape.rows(), new double[0], x, new AveragePool(shape)::apply);
        for (int c = 0; c < 3; c++) {
            assertEquals((x[c] + x[3 + c] + x[6 + c] + x[9 + c]) / 4, y[c], 1e-15);
        }
    }

    @Test
    void aPlaneIsTheLastChannelOfEveryPixel() {
        ImageShape shape = new ImageShape(1, 2, 2);
        double[] y = run(
                5,
                new double[0],
                new double[] {1, 2, 3, 4, 9},
                (g, x) -> shape.withPlane(g, g.slice(x, 0, 4), g.slice(x, 4, 5)));
        assertArrayEquals(new double[] {1, 2, 9, 3, 4, 9}, y);
    }

    @Test
    void logarithmsOfProbabilitiesNeverOverflow() {
        double[] scores = {1.5, -2, 0.3};
        double sum = Math.exp(1.5) + Math.exp(-2) + Math.exp(0.3);
        double[] y = run(3, new double[0], scores, Softmax::logarithm);
        for (int j = 0; j < 3; j++) {
            assertEquals(scores[j] - Math.log(sum), y[j], 1e-14);
        }
        assertArrayEquals(
                new double[] {-2000, 0, -3000},
                run(3, new double[0], new double[] {-1000, 1000, -2000}, Softmax::logarithm));
    }
}
