package dev.tidepath.train;

import dev.tidepath.train.TrainingResult.StopReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One training under way: all that changes from iteration to iteration. */
final class Training {

    private static final double SMOOTHING = 0.02;

    private final TrainingOptions options;
    private final @Nullable EarlyStopping stopping;
    private final Chunks.Batch batch;
    private final Chunks.@Nullable Judge judge;
    private final double[] parameters;
    private final Adam.State adam;
    private int iteration;
    private double loss = Double.NaN;
    private double smoothedLoss = Double.NaN;
    private Checkpoint.@Nullable Best best;

    Training(
            TrainingOptions options,
            @Nullable EarlyStopping stopping,
            Objective objective,
            double[] parameters,
            @Nullable Checkpoint from,
            Chunks chunks) {
        this.options = options;
        this.stopping = stopping;
        this.parameters = parameters;
        batch = chunks.new Batch(objective);
        judge = stopping == null ? null : chunks.new Judge(stopping.validation());
        if (from == null) {
            adam = options.optimiser().newState(parameters.length);
        } else {
            adam = options.optimiser().stateOf(from);
            copy(from.parameters());
            iteration = from.iteration();
            loss = from.loss();
            smoothedLoss = from.smoothedLoss();
            best = from.best().orElse(null);
        }
    }

    int iteration() {
        return iteration;
    }

    TrainingProgress progress() {
        return new TrainingProgress(iteration, options.iterations(), loss, smoothedLoss);
    }

    /** Why no further iteration is due, by what was done alone; {@code null} if one is. */
    @Nullable
    StopReason isOver() {
        if (stopping != null && best != null && best.evaluationsSince() >= stopping.patience()) {
            return StopReason.PATIENCE;
        }
        if (iteration >= options.iterations()) {
            return StopReason.ITERATIONS;
        }
        return iteration >= options.stopAfter() ? StopReason.REQUEST : null;
    }

    /**
     * One iteration.
     *
     * @throws NonFiniteLossException if it cannot be done; the parameters are as before
     */
    void step() {
        double own = batch.loss(iteration);
        double norm = norm(batch.gradient());
        requireFinite("the loss", own);
        requireFinite("the gradient", norm);
        if (norm > options.clipNorm()) {
            double factor = options.clipNorm() / norm;
            for (int k = 0; k < parameters.length; k++) {
                batch.gradient()[k] *= factor;
            }
        }
        adam.step(parameters, batch.gradient(), options.schedule().rate(iteration));
        loss = own;
        smoothedLoss = iteration == 0 ? own : smoothedLoss + SMOOTHING * (own - smoothedLoss);
        iteration++;
    }

    /**
     * Validates the weights if that is due.
     *
     * @throws NonFiniteLossException if the validation loss is not finite
     */
    void validate() {
        if (stopping == null || judge == null) {
            return;
        }
        if (stopping.isDue(iteration) || iteration == options.iterations()) {
            double own = judge.loss();
            requireFinite("the validation loss", own);
            if (best == null || own < best.loss()) {
                boolean isClear = best == null || own < best.loss() - stopping.gain();
                int since = isClear || best == null ? 0 : best.evaluationsSince() + 1;
                best = new Checkpoint.Best(iteration, own, parameters, since);
            } else {
                best = best.older();
            }
        }
    }

    Checkpoint checkpoint() {
        return new Checkpoint(
                iteration,
                loss,
                smoothedLoss,
                parameters,
                adam.firstMoment(),
                adam.secondMoment(),
                Optional.ofNullable(best));
    }

    /** Ends the training: the best weights are in the parameters from here. */
    TrainingResult end(StopReason reason, Optional<String> failure) {
        if (best != null) {
            copy(best.parameters());
        }
        return new TrainingResult(
                iteration, reason, smoothedLoss, best == null ? iteration : best.iteration(), failure);
    }

    private void copy(double[] weights) {
        if (weights.length != parameters.length) {
            throw new IllegalArgumentException(
                    "a checkpoint of " + weights.length + " parameters for " + parameters.length);
        }
        System.arraycopy(weights, 0, parameters, 0, weights.length);
    }

    private static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new NonFiniteLossException(what + " is not finite");
        }
    }

    private static double norm(double[] gradient) {
        double sum = 0;
        for (double g : gradient) {
            sum += g * g;
        }
        return Math.sqrt(sum);
    }
}
