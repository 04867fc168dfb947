package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTransformTest {

    static List<ValueTransform> transforms() {
        return List.of(
                ValueTransform.IDENTITY,
                ValueTransform.LOG,
                ValueTransform.boxCox(0.3),
                ValueTransform.boxCox(-0.5),
                ValueTransform.boxCox(2),
                ValueTransform.logit(-1, 20),
                ValueTransform.LOG1P);
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void thereAndBackIsTheValue(ValueTransform transform) {
        double before = Double.NEGATIVE_INFINITY;
        for (double y = 0.01; y < 19; y *= 1.3) {
            double t = transform.apply(y);
            assertEquals(y, transform.invert(t), 1e-11 * (1 + y));
            assertTrue(t > before);
            before = t;
            double h = 1e-5 * y;
            double slope = (transform.apply(y + h) - transform.apply(y - h)) / (2 * h);
            assertEquals(Math.log(slope), transform.logSlope(y), 1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void whateverIsMappedBackIsAccepted(ValueTransform transform) {
        for (double t :
                new double[] {Double.NEGATIVE_INFINITY, -1e300, -800, -3, 0, 3, 800, 1e300, Double.POSITIVE_INFINITY}) {
            assertTrue(transform.accepts(transform.invert(t)), transform + " of " + t);
        }
    }

    @Test
    void boundsAreTakenOn() {
        ValueTransform logit = ValueTransform.logit(0, 100);
        assertEquals(0, logit.invert(logit.apply(0)), 1e-12);
        assertEquals(100, logit.invert(logit.apply(100)), 1e-12);
        assertEquals(100, logit.invert(50));
        assertTrue(Double.isFinite(logit.apply(0)));
    }

    @Test
    void choicesAreRead() {
        assertEquals(TransformChoice.AUTO, TransformChoice.parse("auto").orElseThrow());
        assertEquals(TransformChoice.NONE, TransformChoice.parse("None").orElseThrow());
        assertEquals(
                List.of(ValueTransform.boxCox(0.25)),
                TransformChoice.parse("boxcox=0.25").orElseThrow().candidates(Domain.POSITIVE));
        assertEquals(
                List.of(ValueTransform.LOG),
                TransformChoice.parse("boxcox=0").orElseThrow().candidates(Domain.POSITIVE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sqrt", "boxcox=", "boxcox=x", "boxcox=NaN"})
    void otherWordsAreNoChoice(String text) {
        assertFalse(TransformChoice.parse(text).isPresent());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void theExponentThatMadeTheDataIsTheMostLikely(double lambda) {
        RandomKey key = RandomKey.of(7);
        double[] y = new double[3000];
        double level = 40;
        for (int i = 0; i < y.length; i++) {
            level += 0.05 * (40 - level) + key.gaussian(i);
            y[i] = lambda == 0 ? Math.exp(level / 10) : Math.pow(level, 1 / lambda);
        }
        List<ValueTransform> candidates =
                TransformChoice.parse("boxcox").orElseThrow().candidates(Domain.POSITIVE);
        assertEquals(ValueTransform.boxCox(lambda), TransformChoice.mostLikely(candidates, List.of(y)));
    }
}
