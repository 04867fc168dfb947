package dev.tidepath.forecasting.blend;

import dev.tidepath.flow.Batches;
import dev.tidepath.flow.ContinuousFlow;
import dev.tidepath.flow.StandardNormal;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.EarlyStopping;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import dev.tidepath.train.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Flows of one kind: each learns from all parts of the past but one, stops early by that one, and is judged by it. Not thread-safe.
 */
final class ScoreTrial {

    private static final int UNITS = 16;
    private static final int ITERATIONS = 120;
    private static final double RATE = 0.05;
    private static final double CLIP = 5;
    private static final int CHUNKS = 2;
    private static final int CHUNK = 96;
    private static final int JUDGED_CHUNKS = 8;
    private static final int JUDGED_EVERY = 10;
    private static final int PATIENCE = 3;

    /** Errors in the middle of a forecast that are smaller, in deviations, count as this. */
    private static final double SMALLEST = 1e-3;

    private static final OdeSolver SOLVER = new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(6), 100);

    private final int channels;
    private final boolean keepsMedian;
    private final int threads;
    private final ScoreDensity density;
    private final ContinuousFlow flow;
    private final List<double[]> weights = new ArrayList<>();
    private final List<Judged> judged = new ArrayList<>();

    /** One forecast, in sums over its observations: what is gained, and the sizes of errors about both medians. */
    private record Judged(double gain, double before, double after, int count) {

        Judged plus(Judged other) {
            return new Judged(gain + other.gain, before + other.before, after + other.after, count + other.count);
        }

        double nearer() {
            return log(before) - log(after);
        }

        private double log(double sizes) {
            return StrictMath.log(Math.max(SMALLEST, sizes / count));
        }
    }

    /** A mean and its standard error, over forecasts, as points of one forecast say the same. */
    record Figure(double mean, double error) {

        /** Two standard errors are clear. */
        boolean isClear() {
            return mean > 2 * error;
        }

        private static Figure of(List<Judged> all, ToDoubleFunction<Judged> sum, ToIntFunction<Judged> weight) {
            int count = all.stream().mapToInt(weight).sum();
            double mean = all.stream().mapToDouble(sum).sum() / count;
            double squares = 0;
            for (Judged one : all) {
                double off = sum.applyAsDouble(one) - mean * weight.applyAsInt(one);
                squares += off * off;
            }
            return new Figure(mean, Math.sqrt(squares) / count);
        }
    }

    ScoreTrial(int channels, boolean keepsMedian, int threads) {
        this.channels = channels;
        this.keepsMedian = keepsMedian;
        this.threads = threads;
        density = new ScoreDensity(channels, UNITS, keepsMedian);
        flow = density.flow().with(SOLVER);
    }

    /** Trains a flow for each part; it is broken off if the listener is. */
    void run(List<List<Scored>> parts, RandomKey key, StopOnce listener) {
        String kind = keepsMedian ? "flow about medians " : "flow of intervals ";
        for (int k = 0; k < parts.size() && !listener.isStopped(); k++) {
            listener.onStage(kind + (k + 1) + " of " + parts.size());
            List<Scored> known = new ArrayList<>();
            for (int other = 0; other < parts.size(); other++) {
                known.addAll(other == k ? List.of() : parts.get(other));
            }
            double[] trained = trained(known, parts.get(k), key.derive(k), listener);
            weights.add(trained);
            judge(trained, parts.get(k));
        }
    }

    /** The logarithmic score over that of calibrated intervals, in nats an observation, of what was not learnt. */
    Figure gain() {
        return Figure.of(judged, Judged::gain, Judged::count);
    }

    /**
     * The logarithm of the mean size of an error, less that about the flow's median, mean over forecasts: by so much medians come
     * nearer to what is observed, however large the errors of a forecast are.
     */
    Figure nearer() {
        return Figure.of(judged, Judged::nearer, one -> 1);
    }

    ScoreFlow learnt() {
        return ScoreFlow.solved(new ScoreFlow.State(channels, UNITS, keepsMedian, weights));
    }

    private double[] trained(List<Scored> known, List<Scored> keptBack, RandomKey own, StopOnce listener) {
        double[] values = density.layout().initialValues(own.derive("weights"));
        Objective likelihood = likelihood(known, CHUNKS, own.derive("known"));
        Validation judge = validation(likelihood(keptBack, JUDGED_CHUNKS, own.derive("kept back")));
        new TrainingLoop(new TrainingOptions(ITERATIONS, RATE, CLIP, threads, null))
                .with(EarlyStopping.every(judge, JUDGED_EVERY, PATIENCE, ITERATIONS))
                .run(likelihood, values, progress -> listener.onProgress(progress));
        return values;
    }

    /** Of scores in their order by lead, so that every batch has all leads. */
    private Objective likelihood(List<Scored> some, int chunks, RandomKey own) {
        List<Scored> sorted = new ArrayList<>(some);
        sorted.sort(Comparator.comparingInt(Scored::channel).thenComparingDouble(Scored::share));
        Batches batches = Batches.of(points(sorted), conditions(sorted), chunks, CHUNK, own);
        return flow.likelihood(batches, CheckpointedAdjoint.fullMemory(), own);
    }

    /** The loss of an objective's first batch. */
    private Validation validation(Objective objective) {
        int size = density.layout().size();
        return new Validation() {
            @Override
            public int chunks() {
                return objective.chunks();
            }

            @Override
            public Worker newWorker(double[] parameters) {
                Objective.Worker worker = objective.newWorker(parameters);
                double[] unused = new double[size];
                return chunk -> worker.lossAndGradient(0, chunk, unused);
            }
        };
    }

    private static Matrix points(List<Scored> some) {
        Matrix points = Matrix.zeros(1, some.size());
        for (int b = 0; b < some.size(); b++) {
            points.set(0, b, some.get(b).score());
        }
        return points;
    }

    private Matrix conditions(List<Scored> some) {
        Matrix conditions = density.conditions(some.size());
        for (int b = 0; b < some.size(); b++) {
            density.condition(conditions, b, some.get(b).share(), some.get(b).channel());
        }
        return conditions;
    }

    private void judge(double[] trained, List<Scored> keptBack) {
        Matrix points = points(keptBack);
        Matrix conditions = conditions(keptBack);
        try (WorkerPool pool = new WorkerPool("tidepath-flow", threads)) {
            double[] logs = density.flow().logDensity(trained, points, Context.of(conditions), 1, pool);
            Matrix middle = Matrix.zeros(1, keptBack.size());
            Matrix medians = density.flow().fromBase(trained, middle, Context.of(conditions), 1, pool);
            Map<Object, Judged> byForecast = new LinkedHashMap<>();
            for (int b = 0; b < logs.length; b++) {
                double score = points.get(0, b);
                double gain = logs[b] - StandardNormal.logDensity(points, 1, b);
                Judged one = new Judged(gain, Math.abs(score), Math.abs(score - medians.get(0, b)), 1);
                byForecast.merge(keptBack.get(b).forecast(), one, Judged::plus);
            }
            judged.addAll(byForecast.values());
        }
    }
}
