package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values to tokens and back, and the values of a distribution of tokens. */
class ValueTokensTest {

    private static final int COUNT = 20;

    private final ValueTokens tokens = new ValueTokens(1, COUNT, new Parameters().add("withheld", 1, 1, 0));
    private final double[] scores = scores();
    private final TokenDistribution distribution = new TokenDistribution(tokens, scores);

    private static double[] scores() {
        double[] scores = new double[COUNT];
        Arrays.setAll(scores, RandomKey.of(3)::gaussian);
        return scores;
    }

    @Test
    void theCentreOfATokenIsOfThatToken() {
        for (int k = 0; k < COUNT; k++) {
            assertEquals(k, tokens.token(tokens.centre(k)));
        }
        for (int i = 0; i < COUNT - 1; i++) {
            assertEquals(i + 1, tokens.token(tokens.edge(i)), "an edge belongs to the interval after it");
            assertEquals(i, tokens.token(Math.nextDown(tokens.edge(i))));
        }
    }

    @Test
    void theOutermostTokensHoldAllThatIsFartherOut() {
        assertEquals(0, tokens.token(Double.NEGATIVE_INFINITY));
        assertEquals(COUNT - 1, tokens.token(1e300));
        assertEquals(-6, tokens.edge(0), 1e-12);
        assertEquals(6, tokens.edge(COUNT - 2), 1e-12);
    }

    @Test
    void intervalsAreNarrowAboutZero() {
        for (int k = 2; k < COUNT / 2; k++) {
            assertTrue(tokens.width(k) < tokens.width(k - 1));
            assertEquals(tokens.width(k), tokens.width(COUNT - 1 - k), 1e-12);
        }
    }

    /** The probability of each token, and its share of the density, from the normaliser of the scores. */
    private double density(double value) {
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        return Math.exp(scores[tokens.token(value)] - tokens.within(value)) / sum;
    }

    @Test
    void theDensityIntegratesToOneAndToTheMean() {
        double mass = 0;
        double mean = 0;
        double step = 1e-4;
        for (double x = -40 + step / 2; x < 40; x += step) {
            mass += step * density(x);
            mean += step * x * density(x);
        }
        assertEquals(1, mass, 1e-3);
        assertEquals(distribution.mean(), mean, 1e-3);
    }

    @Test
    void quantilesInvertTheDistribution() {
        double step = 1e-4;
        double below = 0;
        double[] asked = {0.02, 0.05, 0.3, 0.5, 0.77, 0.95, 0.98};
        int next = 0;
        for (double x = -40; x < 40 && next < asked.length; x += step) {
            below += step * density(x + step / 2);
            if (below >= asked[next]) {
                assertEquals(x + step, distribution.quantile(asked[next++]), 0.02);
            }
        }
        assertEquals(asked.length, next);
    }

    @Test
    void quantilesAscendAndAreFinite() {
        double[] certain = new double[COUNT];
        Arrays.fill(certain, -800);
        certain[7] = 0;
        for (TokenDistribution d : new TokenDistribution[] {distribution, new TokenDistribution(tokens, certain)}) {
            double before = Double.NEGATIVE_INFINITY;
            for (int i = 0; i <= 1000; i++) {
                double x = d.quantile(i / 1000.0);
                assertTrue(Double.isFinite(x) && x >= before, i + ": " + x);
                before = x;
            }
        }
    }

    /** Reference: {@code 0.5 * math.erfc(-z / math.sqrt(2))} of Python 3.11. */
    @Test
    void theNormalDistributionFunction() {
        assertEquals(0.5, TokenDistribution.normal(0));
        assertEquals(0.8413447460685429, TokenDistribution.normal(1), 1e-15);
        assertEquals(0.006209665325776139, TokenDistribution.normal(-2.5), 1e-15);
        assertEquals(0.9999997133484281, TokenDistribution.normal(5), 1e-15);
        assertEquals(0, TokenDistribution.normal(-40));
        assertEquals(1, TokenDistribution.normal(40));
        assertEquals(Double.NaN, TokenDistribution.normal(Double.NaN));
    }
}
