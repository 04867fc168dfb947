package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The images that are shipped, and the bits that densities of their transformed pixels stand for. */
class DigitImagesTest {

    private final DigitImages images = DigitImages.read(ExampleData.find("digits8x8.csv.gz"));

    @Test
    void everyImageIsInOnePart() {
        assertEquals(1797, images.count());
        assertEquals(1437, images.part(false).count());
        assertEquals(360, images.part(true).count());
        assertTrue(images.levels().stream().flatMapToInt(Arrays::stream).allMatch(n -> n >= 0 && n < 17));
    }

    /** The density that is uniform before the logit knows nothing: 17 levels are log₂ 17 bits. */
    @Test
    void uniformDensityIsWorthAllBits() {
        Matrix points = images.part(true).points(RandomKey.of(1));
        double[] log = new double[points.batch()];
        for (int b = 0; b < log.length; b++) {
            for (int k = 0; k < DigitImages.PIXELS; k++) {
                double s = 1 / (1 + StrictMath.exp(-points.get(k, b)));
                log[b] += StrictMath.log(s * (1 - s) / 0.9);
            }
        }
        for (double bits : DigitImages.bits(points, log)) {
            assertEquals(StrictMath.log(17) / StrictMath.log(2), bits, 1e-12);
        }
    }

    @Test
    void noiseStaysWithinItsLevel() {
        Matrix points = images.points(RandomKey.of(2));
        for (int b = 0; b < 20; b++) {
            double[] image = DigitImages.image(points, b);
            for (int k = 0; k < DigitImages.PIXELS; k++) {
                assertEquals(images.levels().get(b)[k], (int) (17 * image[k]));
            }
        }
    }

    @Test
    void whitenedPointsHaveTheIdentityAsCovariances() {
        Matrix points = images.points(RandomKey.of(3));
        NormalFit fit = NormalFit.of(points);
        Matrix white = points.slice(0, points.batch());
        fit.whiten(white);
        NormalFit again = NormalFit.of(white);
        for (int i = 0; i < DigitImages.PIXELS; i++) {
            assertEquals(0, again.mean()[i], 1e-9);
            assertEquals(1, again.root()[i][i], 1e-9);
        }
        assertEquals(0, again.logChange(), 1e-9);
        fit.colour(white);
        for (int i = 0; i < DigitImages.PIXELS; i++) {
            assertArrayEquals(points.row(i), white.row(i), 1e-9);
        }
    }
}
