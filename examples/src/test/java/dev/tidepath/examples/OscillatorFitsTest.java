package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.random.RandomKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OscillatorFitsTest {

    private static final double[] AHEAD = {1.1, 1.5, 2};

    private final double[] times = IntStream.range(0, 25)
            .mapToDouble(RandomKey.of(7)::uniform)
            .sorted()
            .toArray();

    @Test
    void fourierRegressionRecoversAnUndampedOscillator() {
        Oscillator truth = new Oscillator(1.2, 0, 1.735, 2);
        FourierRegression fit = FourierRegression.ofBestFrequency(times, truth.at(times));
        assertEquals(truth.frequency(), fit.frequency(), 1e-9);
        assertArrayEquals(truth.at(AHEAD), fit.at(AHEAD), 1e-4);
    }

    @Test
    void harmonicsRecoverAnOscillatorOfTheSpan() {
        Oscillator truth = new Oscillator(0.8, 0, 3, -1);
        assertArrayEquals(
                truth.at(AHEAD),
                FourierRegression.ofHarmonics(times, truth.at(times), 3, 1e-10).at(AHEAD),
                1e-6);
    }

    @Test
    void trueFormIsRecoveredFromWhatItMade() {
        for (double frequency : new double[] {1, 1.13, 2.38, 3}) {
            for (double phase : new double[] {-3, -0.5, 1.5}) {
                Oscillator truth = new Oscillator(0.7, 0.6, frequency, phase);
                Oscillator fit = TrueFormFit.of(times, truth.at(times));
                assertEquals(truth.amplitude(), fit.amplitude(), 1e-7);
                assertEquals(truth.decay(), fit.decay(), 1e-7);
                assertEquals(truth.frequency(), fit.frequency(), 1e-7);
                assertEquals(truth.phase(), fit.phase(), 1e-7);
            }
        }
    }
}
