package dev.tidepath.latent;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/** The starts of paths on one thread, one lane a draw: drawn from the posterior, and the way back to the encoder. */
final class Starts {

    private final DifferentiableMap.Pass posterior;
    private final Matrix encoded;
    private final Matrix noise;
    private final Matrix state;
    private final Matrix divergence;
    private final Matrix stateAdjoint;
    private final Matrix divergenceAdjoint;

    Starts(DifferentiableMap.Pass posterior, LatentOdeOptions options, int lanes) {
        this.posterior = posterior;
        encoded = Matrix.zeros(options.encoder().size(), lanes);
        noise = Matrix.zeros(options.latentSize(), lanes);
        state = Matrix.zeros(options.latentSize(), lanes);
        divergence = Matrix.zeros(1, lanes);
        stateAdjoint = Matrix.zeros(options.latentSize(), lanes);
        divergenceAdjoint = Matrix.zeros(1, lanes);
    }

    /** Takes what the encoder found, once a draw. */
    void begin(Matrix found, int draws) {
        int lanes = draws * found.batch();
        for (Matrix m : List.of(encoded, noise, state, divergence, stateAdjoint, divergenceAdjoint)) {
            m.resize(lanes);
        }
        for (int f = 0; f < found.features(); f++) {
            for (int b = 0; b < lanes; b++) {
                encoded.row(f)[b] = found.row(f)[b / draws];
            }
        }
    }

    /** Draws a lane's noise, with a sign. */
    void drawNoise(int lane, double sign, RandomKey key) {
        for (int k = 0; k < noise.features(); k++) {
            noise.set(k, lane, sign * key.gaussian(k));
        }
    }

    void draw() {
        posterior.value(encoded.batch(), new Matrix[] {encoded, noise}, new Matrix[] {state, divergence});
    }

    /** The starts at the posterior's mean. */
    void drawMean(Matrix found) {
        begin(found, 1);
        noise.clear();
        draw();
    }

    /** From the adjoints of state and divergence to those of the encoder's result: the sums over a window's draws. */
    Matrix pullback(int draws, double[] gradient) {
        posterior.pullback(
                encoded.batch(),
                new Matrix[] {encoded, noise},
                new Matrix[] {stateAdjoint, divergenceAdjoint},
                new Matrix[] {encoded},
                gradient);
        int windows = encoded.batch() / draws;
        for (int f = 0; f < encoded.features() && draws > 1; f++) {
            double[] row = encoded.row(f);
            for (int b = 0; b < windows; b++) {
                double sum = 0;
                for (int k = 0; k < draws; k++) {
                    sum += row[b * draws + k];
                }
                row[b] = sum;
            }
        }
        encoded.resize(windows);
        return encoded;
    }

    Matrix noise() {
        return noise;
    }

    Matrix state() {
        return state;
    }

    double[] divergence() {
        return divergence.row(0);
    }

    Matrix stateAdjoint() {
        return stateAdjoint;
    }

    double[] divergenceAdjoint() {
        return divergenceAdjoint.row(0);
    }
}
