package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a {@link NeuralForecaster} was told, and what that means for data.
 *
 * @param network which one is trained
 * @param seed of every random number
 * @param iterations of the training; zero for as many as the data ask for
 * @param stopAfter so many of them
 * @param paths of a forecast
 * @param threads of training and forecasts
 * @param settings its size and how it learns
 * @param gradient how gradients are taken through the solver
 * @param periods whose harmonics the network sees, in the axis's unit
 * @param maxTime of the training; {@code null} for no limit
 * @param horizon to practise; {@code null} for a share of the data's span
 * @param checkpoints of the training; {@code null} for none
 */
record NeuralOptions(
        Network network,
        long seed,
        int iterations,
        int stopAfter,
        int paths,
        int threads,
        NetworkSettings settings,
        GradientMethod gradient,
        List<Double> periods,
        @Nullable Duration maxTime,
        @Nullable Horizon horizon,
        @Nullable Checkpoints checkpoints) {

    private static final int LEAST_ITERATIONS = 300;
    private static final int MOST_ITERATIONS = 2000;
    private static final int FIRST_ROUND = 300;
    private static final int SECOND_ROUND = 900;
    private static final double ITERATIONS_A_WINDOW = 7;

    private static final int INTERVALS = 64;
    private static final int FEW_INTERVALS = 32;
    private static final int MANY_CHANNELS = 8;
    private static final int TOKEN_HEADS = 4;
    private static final int TOKEN_KNOTS = 2;
    private static final int TOKEN_STEPS = 2;
    private static final int LEAST_READ = 16;
    private static final int LEAST_ASKED = 8;
    private static final int MOST_ASKED = 48;

    private static final int ODE_STATICS = 4;
    private static final int SDE_STATICS = 0;
    private static final int SDE_REVERTING = 1;
    private static final int MODES = 2;
    private static final int SDE_STEPS = 2;
    /** Gaps that a random path crosses without a stop at most. */
    private static final double SDE_GAPS = 4;
    /** In horizons; so short a stretch is never divided. */
    private static final double SHORTEST_STRETCH = 1 / 64.0;

    /** The shape of the network for data of so many channels. */
    NeuralShape shape(int channels, PreparationBuilder data) {
        int state = settings.stateSize();
        int field = settings.fieldSize();
        TimeFeatures features = data.features();
        // without time features a linear decoder does
        int decoder = features.size() > 0 ? settings.decoderSize() : 0;
        double gap = data.gap();
        if (network == Network.TOKEN_TRANSFORMER) {
            return tokens(channels, gap, features);
        }
        if (!RivalShape.hasOwnShape(network)) {
            return new RivalShape(network, channels, state, field, decoder, gap, features);
        }
        double[] frequencies = data.frequencies(RandomKey.of(seed).derive("spectrum"));
        double slowest = frequencies[0];
        double fastest = frequencies[1];
        if (network == Network.LATENT_ODE) {
            return new LatentOdeShape(
                    channels, ODE_STATICS, MODES, state, field, decoder, slowest, fastest, gap, features, 0);
        }
        double reach = Math.max(SHORTEST_STRETCH, Math.min(SDE_GAPS * gap, 1 / fastest));
        int hidden = Math.max(1, field / 2);
        return new LatentSdeShape(
                channels,
                SDE_STATICS,
                SDE_REVERTING,
                MODES,
                Math.max(1, state / 2),
                hidden,
                hidden,
                decoder,
                slowest,
                fastest,
                gap,
                features,
                SDE_STEPS,
                reach);
    }

    /** It reads and is asked for what a window of a horizon and a half before the cut, and a horizon after it, typically holds. */
    private TokenShape tokens(int channels, double gap, TimeFeatures features) {
        int width = TOKEN_HEADS * ((settings.fieldSize() + TOKEN_HEADS - 1) / TOKEN_HEADS);
        return new TokenShape(
                channels,
                channels > MANY_CHANNELS ? FEW_INTERVALS : INTERVALS,
                width,
                TOKEN_HEADS,
                2 * width,
                TOKEN_KNOTS,
                TOKEN_STEPS,
                positions(1.5 / gap, LEAST_READ, Preparation.MOST_CONTEXT),
                positions(1 / gap, LEAST_ASKED, MOST_ASKED),
                gap,
                features);
    }

    /** So many, rounded up to whole eights. */
    private static int positions(double count, int least, int most) {
        return (int) Math.max(least, Math.min(most, 8 * Math.ceil((count - 1e-9) / 8)));
    }

    /** How many iterations are planned. */
    int iterations(PreparationBuilder data) {
        double asked = ITERATIONS_A_WINDOW * data.effectiveWindows();
        return iterations > 0
                ? iterations
                : (int) Math.max(LEAST_ITERATIONS, Math.min(MOST_ITERATIONS, Math.round(asked)));
    }

    /** Whether the training ends when a round was of no use: not if its length was asked for, or nothing can tell. */
    boolean stopsEarly(PreparationBuilder data) {
        return iterations == 0 && data.holdsBack();
    }

    /** Iterations after which rounds of the training end: one round where it does not stop early. */
    int[] rounds(PreparationBuilder data) {
        int planned = iterations(data);
        return stopsEarly(data)
                ? IntStream.of(FIRST_ROUND, SECOND_ROUND, planned)
                        .map(end -> Math.min(end, planned))
                        .distinct()
                        .toArray()
                : new int[] {planned};
    }

    /**
     * The horizon to practise: the one that will be asked for of most series, since a few may have ended long before, and at
     * least a typical gap; a third of the span by default.
     */
    double practised(SeriesSet series) {
        List<Double> longest = new ArrayList<>();
        double span = 0;
        List<Double> gaps = new ArrayList<>();
        for (TimeSeries s : series.series()) {
            if (s.hasTwoTimes()) {
                span = Math.max(span, s.last().since(0, s.first(), 0));
                gaps.add(s.medianGap());
                if (horizon != null) {
                    Times asked = horizon.resolve(s);
                    if (asked.size() > 0) {
                        longest.add(asked.since(asked.size() - 1, s.last(), 0));
                    }
                }
            }
        }
        Requirements.requireSeen(2, periods, series);
        Collections.sort(gaps);
        Collections.sort(longest);
        return longest.isEmpty() ? span / 3 : Math.max(longest.get(3 * longest.size() / 4), gaps.get(gaps.size() / 2));
    }

    /** All that the weights depend on, with the version of Tidepath. */
    Map<String, String> fingerprint(
            SeriesSet series, PreparationBuilder data, NeuralShape shape, NeuralState.Solver solver) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", network.text());
        facts.put("data sha256", DataSummary.of(series).sha256());
        facts.put("seed", Long.toString(seed));
        facts.put("rounds", Arrays.toString(rounds(data)));
        settings.learningRate().ifPresent(rate -> facts.put("learning rate", Double.toString(rate)));
        facts.put("gradient", gradient.text());
        facts.put("periods", periods.toString());
        facts.put("practised horizon", Double.toString(data.preparation().time().unit()));
        facts.put("solver", solver.toString());
        facts.put("shape", shape.toString());
        return facts;
    }
}
