package dev.tidepath.examples;

import dev.tidepath.language.Depth;
import dev.tidepath.language.Transformer;
import dev.tidepath.language.Windows;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Adam;
import dev.tidepath.train.Schedule;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.io.PrintStream;
import java.util.Locale;

/** One network, trained: its weights, how its loss fell, and what that took. */
final class LanguageStudy {

    private static final double LOG_2 = StrictMath.log(2);
    private static final int LOOKS = 8;
    private static final int LOOKED_AT = 2_048;

    /**
     * How networks are trained.
     *
     * @param steps steps of the optimiser
     * @param rate highest step size
     * @param chunks chunks of a step
     * @param size windows of a chunk
     * @param threads threads
     */
    record Budget(int steps, double rate, int chunks, int size, int threads) {

        long tokens(Transformer model) {
            return (long) steps * chunks * size * model.shape().positions();
        }
    }

    private final Transformer model;
    private final Depth depth;
    private final double[] weights;
    private final DepthCurve curve;
    private double seconds;
    private int steps;

    private LanguageStudy(Transformer model, Depth depth, double[] weights, DepthCurve curve) {
        this.model = model;
        this.depth = depth;
        this.weights = weights;
        this.curve = curve;
    }

    /** Trains from the same start and on the same windows, whatever the depth is. */
    static LanguageStudy train(
            Transformer model,
            Depth depth,
            NovelText text,
            Budget budget,
            RandomKey key,
            DepthCurve curve,
            WorkerPool pool,
            PrintStream err) {
        LanguageStudy study =
                new LanguageStudy(model, depth, model.layout().initialValues(key.derive("weights")), curve);
        Windows windows =
                new Windows(text.tokens(), 0, text.trainEnd(), budget.chunks(), budget.size(), key.derive("windows"));
        TrainingOptions options = new TrainingOptions(
                budget.steps(),
                new Adam(0.8, 0.99, 1e-8, 0.1),
                Schedule.cosine(budget.rate(), budget.steps()),
                1,
                budget.threads(),
                Integer.MAX_VALUE,
                null);
        TrainingLines lines = new TrainingLines(curve.name(), err);
        int every = Math.max(1, budget.steps() / LOOKS);
        new TrainingLoop(options).run(model.objective(windows, depth), study.weights, progress -> {
            study.steps = progress.iteration();
            if (progress.iteration() % every == 0) {
                double bits = study.score(text, text.trainEnd(), text.trainEnd() + LOOKED_AT, pool)
                        .bits();
                curve.add(progress.iteration(), bits);
                err.println(String.format(
                        Locale.ROOT,
                        "%s: step %d, training %.3f, validation %.3f bits a character",
                        curve.name(),
                        progress.iteration(),
                        progress.smoothedLoss() / LOG_2,
                        bits));
            }
            return lines.onProgress(progress);
        });
        study.seconds = lines.seconds();
        return study;
    }

    private Transformer.Score score(NovelText text, int from, int to, WorkerPool pool) {
        return score(text, from, to, depth, pool);
    }

    /** On another way through the depth than it was trained on. */
    Transformer.Score score(NovelText text, int from, int to, Depth other, WorkerPool pool) {
        return model.score(weights, text.tokens(), from, to, other, pool);
    }

    Depth depth() {
        return depth;
    }

    double[] weights() {
        return weights;
    }

    DepthCurve curve() {
        return curve;
    }

    double seconds() {
        return seconds;
    }

    int steps() {
        return steps;
    }
}
