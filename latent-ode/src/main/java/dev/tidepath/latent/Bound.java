package dev.tidepath.latent;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The negative evidence lower bound of {@link InferenceOptions} on one thread, but for its continuity. */
final class Bound {

    private final int latentSize;
    private final Decoder.Run decoder;
    private final List<BoundTerm> terms;
    private final int samples;

    Bound(int latentSize, Decoder.Run decoder, List<BoundTerm> terms, int samples) {
        this.latentSize = latentSize;
        this.decoder = decoder;
        this.terms = terms;
        this.samples = samples;
    }

    /** A bound, unweighted, and the adjoints of its weight times it. */
    record Value(double loss, BoundTerm.Paths adjoints) {}

    /** The bound; leaves the adjoints of the divergences with the starts. */
    Value of(BoundTerm.Paths paths, Starts starts, double klWeight, double weight, double[] gradient) {
        List<Window> lanes = paths.lanes();
        Matrix latent = StateRows.first(latentSize, paths.states());
        double[] laneLosses = new double[lanes.size()];
        terms.forEach(term -> term.addLosses(paths, laneLosses));
        double[] laneWeights = new double[lanes.size()];
        double loss;
        if (samples == 1) {
            Arrays.fill(laneWeights, weight);
            loss = sum(decoder.lossAndPullback(latent, lanes, laneWeights, gradient), latent.batch());
            for (int b = 0; b < lanes.size(); b++) {
                loss += klWeight * starts.divergence()[b];
            }
            loss += sum(laneLosses, laneLosses.length);
        } else {
            loss = importanceWeighted(latent, lanes, starts, klWeight, laneLosses, laneWeights);
            for (int b = 0; b < lanes.size(); b++) {
                laneWeights[b] *= weight;
            }
            decoder.lossAndPullback(latent, lanes, laneWeights, gradient);
        }
        for (int b = 0; b < lanes.size(); b++) {
            starts.divergenceAdjoint()[b] = klWeight * laneWeights[b];
        }
        return new Value(loss, pullback(paths, laneWeights, starts, gradient));
    }

    /** What of the last bound is not finite: of each of its parts the first window. */
    List<NonFiniteLossException> blamed(BoundTerm.Paths paths, Starts starts, double klWeight) {
        List<NonFiniteLossException> blamed = new ArrayList<>();
        decoder.blamed(paths.lanes(), samples).ifPresent(blamed::add);
        double[] losses = new double[paths.lanes().size()];
        for (BoundTerm term : terms) {
            Arrays.fill(losses, 0);
            term.addLosses(paths, losses);
            blamed("the loss of " + term.subject(), losses, samples, b -> term.breaksAt(paths, b))
                    .ifPresent(blamed::add);
        }
        Arrays.setAll(losses, b -> klWeight * starts.divergence()[b]);
        blamed("the divergence", losses, samples, b -> Double.NaN).ifPresent(blamed::add);
        return blamed;
    }

    /** The first loss that is not finite; each window has some, one after another. */
    static Optional<NonFiniteLossException> blamed(
            String what, double[] losses, int lanesEach, IntToDoubleFunction time) {
        return IntStream.range(0, losses.length)
                .filter(b -> !Double.isFinite(losses[b]))
                .mapToObj(b ->
                        new NonFiniteLossException(b / lanesEach, time.applyAsDouble(b), what + " is " + losses[b]))
                .findFirst();
    }

    private static double sum(double[] each, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += each[i];
        }
        return sum;
    }

    /** Puts the weights of the draws in place of their losses besides likelihood and divergence. */
    private double importanceWeighted(
            Matrix latent,
            List<Window> lanes,
            Starts starts,
            double klWeight,
            double[] laneLosses,
            double[] laneWeights) {
        double[] each = decoder.loss(latent, lanes);
        int column = 0;
        for (int b = 0; b < lanes.size(); b++) {
            double sum = klWeight * starts.divergence()[b] + laneLosses[b];
            for (int i = 0; i < lanes.get(b).targets().size(); i++) {
                sum += each[column++];
            }
            laneWeights[b] = sum;
        }
        double loss = 0;
        for (int b = 0; b < lanes.size(); b += samples) {
            loss += softMinimum(laneWeights, b);
        }
        return loss;
    }

    /** {@code −ln 1/K Σ exp(−loss)} of a window's draws; the losses are replaced by its derivatives, which sum to one. */
    private double softMinimum(double[] losses, int first) {
        double least = losses[first];
        for (int k = 1; k < samples; k++) {
            least = Math.min(least, losses[first + k]);
        }
        double sum = 0;
        for (int k = 0; k < samples; k++) {
            losses[first + k] = StrictMath.exp(least - losses[first + k]);
            sum += losses[first + k];
        }
        for (int k = 0; k < samples; k++) {
            losses[first + k] /= sum;
        }
        return least - StrictMath.log(sum / samples);
    }

    private BoundTerm.Paths pullback(BoundTerm.Paths paths, double[] laneWeights, Starts starts, double[] gradient) {
        Matrix ofDecoder = decoder.stateAdjoints();
        boolean taller = paths.states().features() > latentSize;
        Matrix ofStates = taller ? StateRows.withZeros(ofDecoder) : ofDecoder;
        starts.stateAdjoint().clear();
        BoundTerm.Paths adjoints = new BoundTerm.Paths(paths.lanes(), starts.stateAdjoint(), ofStates);
        terms.forEach(term -> term.pullback(paths, laneWeights, adjoints, gradient));
        return adjoints;
    }
}
