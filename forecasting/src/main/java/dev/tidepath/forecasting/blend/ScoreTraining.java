package dev.tidepath.forecasting.blend;

import dev.tidepath.flow.Batches;
import dev.tidepath.flow.ContinuousFlow;
import dev.tidepath.flow.StandardNormal;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeException;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Learns a {@link ScoreFlow} of the scores of past forecasts by maximum likelihood. The past is cut in three by the time of the
 * forecasts; each flow is trained on two parts and stops early by the third. What a flow gains on forecasts it has not seen,
 *
 * <pre>mean of log p(v | lead, channel) − log N(v; 0, 1),</pre>
 *
 * is the gain of the logarithmic score over calibrated intervals, as the model's own density cancels; where it is not clearly above
 * zero, there is no flow.
 */
final class ScoreTraining {

    /** Of fewer forecasts a third says nothing. */
    static final int FEWEST = 20;

    /** More channels than these share one shape. */
    private static final int MOST_CHANNELS = 16;

    private static final int PARTS = 3;
    private static final int UNITS = 16;
    private static final int ITERATIONS = 120;
    private static final double RATE = 0.05;
    private static final double CLIP = 5;
    private static final int CHUNKS = 2;
    private static final int CHUNK = 96;
    private static final int JUDGED_CHUNKS = 8;
    private static final int JUDGED_EVERY = 10;
    private static final int PATIENCE = 3;

    /** More than these are thinned out. */
    private static final int MOST_SCORES = 20_000;

    /** Scores farther out are as good as this. */
    private static final double FARTHEST = 6;

    /** So many standard errors are clear. */
    private static final double CLEAR = 2;

    private static final OdeSolver SOLVER = new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(6), 100);

    /** One score: of which forecast, made when, of what. */
    private record Score(Object forecast, double when, int channel, double share, double score) {}

    /**
     * What came of it.
     *
     * @param flow empty where calibrated intervals are as good
     * @param told why, or how much better they are, in the words of a provenance
     */
    record Learnt(Optional<ScoreFlow> flow, String told) {}

    /** What a flow gains on one forecast, summed over so many observations. */
    private record Gain(double sum, int count) {}

    private final int channels;
    private final RandomKey key;
    private final int threads;
    private final ScoreDensity density;
    private final ContinuousFlow flow;
    private final List<Score> scores = new ArrayList<>();

    ScoreTraining(int channels, RandomKey key, int threads) {
        this.channels = channels > MOST_CHANNELS ? 1 : channels;
        this.key = key;
        this.threads = threads;
        density = new ScoreDensity(this.channels, UNITS);
        flow = density.flow().with(SOLVER);
    }

    /**
     * Adds an observation.
     *
     * @param forecast tells forecasts apart
     * @param when it was made, in any unit from any time on
     * @param channel index
     * @param share lead as a share of the horizon
     * @param score the observation's normal score under the calibrated forecast
     */
    void add(Object forecast, double when, int channel, double share, double score) {
        double near = Math.max(-FARTHEST, Math.min(FARTHEST, score));
        scores.add(new Score(forecast, when, channel, share, near));
    }

    Learnt learn(StopOnce listener) {
        long forecasts = scores.stream().map(Score::forecast).distinct().count();
        if (forecasts < FEWEST) {
            return new Learnt(Optional.empty(), "too few for a flow");
        }
        try {
            return learn(parts(), listener);
        } catch (OdeException e) {
            return new Learnt(Optional.empty(), "a flow could not be solved: " + e.getMessage());
        }
    }

    private Learnt learn(List<List<Score>> parts, StopOnce listener) {
        List<double[]> weights = new ArrayList<>();
        List<Gain> gains = new ArrayList<>();
        for (int k = 0; k < PARTS; k++) {
            listener.onStage("flow of intervals " + (k + 1) + " of " + PARTS);
            List<Score> known = new ArrayList<>();
            for (int other = 0; other < PARTS; other++) {
                known.addAll(other == k ? List.of() : parts.get(other));
            }
            double[] trained = trained(known, parts.get(k), key.derive(k), listener);
            if (listener.isStopped()) {
                return new Learnt(Optional.empty(), "the training of a flow was stopped");
            }
            weights.add(trained);
            gains.addAll(gains(trained, parts.get(k)));
        }
        return judged(weights, gains);
    }

    private Learnt judged(List<double[]> weights, List<Gain> gains) {
        int count = gains.stream().mapToInt(Gain::count).sum();
        double mean = gains.stream().mapToDouble(Gain::sum).sum() / count;
        double squares = 0;
        for (Gain gain : gains) {
            double off = gain.sum() - mean * gain.count();
            squares += off * off;
        }
        double error = Math.sqrt(squares) / count;
        String figure = String.format(Locale.ROOT, "%.3f ± %.3f nats an observation", mean, error);
        if (!(mean > CLEAR * error)) {
            return new Learnt(
                    Optional.empty(), "a flow gained " + figure + " where it had not learnt, which is not clear");
        }
        ScoreFlow learnt = ScoreFlow.solved(new ScoreFlow.State(channels, UNITS, weights));
        return new Learnt(Optional.of(learnt), "gains " + figure + " where it has not learnt");
    }

    /** Thirds of the forecasts in the order in which they were made; every third one where they were made at the same time. */
    private List<List<Score>> parts() {
        int step = (scores.size() + MOST_SCORES - 1) / MOST_SCORES;
        Map<Object, List<Score>> byForecast = new LinkedHashMap<>();
        for (int i = 0; i < scores.size(); i += step) {
            Score s = scores.get(i);
            byForecast.computeIfAbsent(s.forecast(), f -> new ArrayList<>()).add(s);
        }
        List<List<Score>> forecasts = new ArrayList<>(byForecast.values());
        forecasts.sort(Comparator.comparingDouble(f -> f.get(0).when()));
        List<List<Score>> parts = new ArrayList<>();
        for (int k = 0; k < PARTS; k++) {
            parts.add(new ArrayList<>());
        }
        int before = 0;
        for (int i = 0; i < forecasts.size(); i++) {
            boolean isLater = forecasts.get(i).get(0).when()
                    > forecasts.get(before).get(0).when();
            before = isLater ? i : before;
            parts.get(PARTS * before / forecasts.size()).addAll(forecasts.get(i));
        }
        if (parts.stream().anyMatch(List::isEmpty)) {
            parts.forEach(List::clear);
            for (int i = 0; i < forecasts.size(); i++) {
                parts.get(i % PARTS).addAll(forecasts.get(i));
            }
        }
        return parts;
    }

    private double[] trained(List<Score> known, List<Score> keptBack, RandomKey own, StopOnce listener) {
        double[] weights = density.layout().initialValues(own.derive("weights"));
        Objective likelihood = likelihood(known, CHUNKS, own.derive("known"));
        Validation judge = validation(likelihood(keptBack, JUDGED_CHUNKS, own.derive("kept back")));
        new TrainingLoop(new TrainingOptions(ITERATIONS, RATE, CLIP, threads, null))
                .with(EarlyStopping.every(judge, JUDGED_EVERY, PATIENCE, ITERATIONS))
                .run(likelihood, weights, progress -> listener.onProgress(progress));
        return weights;
    }

    /** Of scores in their order by lead, so that every batch has all leads. */
    private Objective likelihood(List<Score> some, int chunks, RandomKey own) {
        List<Score> sorted = new ArrayList<>(some);
        sorted.sort(Comparator.comparingInt(Score::channel).thenComparingDouble(Score::share));
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

    private static Matrix points(List<Score> some) {
        Matrix points = Matrix.zeros(1, some.size());
        for (int b = 0; b < some.size(); b++) {
            points.set(0, b, some.get(b).score());
        }
        return points;
    }

    private Matrix conditions(List<Score> some) {
        Matrix conditions = density.conditions(some.size());
        for (int b = 0; b < some.size(); b++) {
            density.condition(conditions, b, some.get(b).share(), some.get(b).channel());
        }
        return conditions;
    }

    /** By forecast. */
    private List<Gain> gains(double[] weights, List<Score> keptBack) {
        Matrix points = points(keptBack);
        Map<Object, Gain> gains = new LinkedHashMap<>();
        try (WorkerPool pool = new WorkerPool("tidepath-flow", threads)) {
            double[] logs = density.flow().logDensity(weights, points, Context.of(conditions(keptBack)), 1, pool);
            for (int b = 0; b < logs.length; b++) {
                gains.merge(
                        keptBack.get(b).forecast(),
                        new Gain(logs[b] - StandardNormal.logDensity(points, 1, b), 1),
                        (one, other) -> new Gain(one.sum() + other.sum(), one.count() + other.count()));
            }
        }
        return List.copyOf(gains.values());
    }
}
