package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.FitException;
import dev.tidepath.train.Checkpoint;
import dev.tidepath.train.CheckpointStore;
import dev.tidepath.train.Checkpointing;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where and how often a training's checkpoints are kept. */
record Checkpoints(CheckpointStore store, Duration interval) {

    /** Goes on from the checkpoint kept there or, if there is none, begins. */
    TrainingResult run(
            TrainingLoop loop,
            Objective objective,
            double[] values,
            Map<String, String> fingerprint,
            TrainingListener listener) {
        Optional<Checkpoint> from = store.load(fingerprint);
        from.ifPresent(c -> requireReached(c, loop.options().stopAfter()));
        return loop.with(new Checkpointing(0, interval, c -> store.save(fingerprint, c)))
                .run(objective, values, from, listener);
    }

    private static void requireReached(Checkpoint checkpoint, int stopAfter) {
        if (checkpoint.iteration() > stopAfter) {
            throw new FitException(
                    "TP-M003",
                    "the checkpoint is of iteration " + checkpoint.iteration() + ", beyond the " + stopAfter
                            + " to stop after",
                    "stop later, or name another file");
        }
    }
}
