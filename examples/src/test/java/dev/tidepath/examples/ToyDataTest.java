package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.flow.DensityEstimate;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The densities of the plane against the points drawn from them, and their entropies. */
class ToyDataTest {

    static List<ToyData> all() {
        return ToyData.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void entropyIsTheLowestLoss(ToyData data) {
        Matrix points = data.points(RandomKey.of(1), 5_000);
        double[] log = new double[points.batch()];
        for (int b = 0; b < log.length; b++) {
            log[b] = data.density().log(points.get(0, b), points.get(1, b));
        }
        DensityEstimate none = new DensityEstimate(new double[1], new double[1]);
        FlowFigures figures = new FlowFigures(data, 0, log, log, 1, 0, none);
        assertEquals(data.lowest(), figures.loss(), 3 * figures.standardError() + 0.01);
    }

    @ParameterizedTest
    @MethodSource("all")
    void densityAddsUpToOne(ToyData data) {
        double side = 12;
        int cells = 240;
        Matrix grid = FlowPicture.grid(cells, side);
        double sum = 0;
        for (int i = 0; i < grid.batch(); i += 4) { // every fourth column, in turn another one
            int place = i + (i / cells) % 4;
            sum += StrictMath.exp(data.density().log(grid.get(0, place), grid.get(1, place)));
        }
        assertEquals(1, 4 * sum * side * side / cells / cells, 0.01);
    }
}
