package dev.tidepath.forecasting.blend;

import dev.tidepath.ode.OdeException;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Learns a {@link ScoreFlow} of the scores of past forecasts by maximum likelihood. The past is cut in three by the time of the
 * forecasts; each flow is trained on two parts and stops early by the third. What a flow gains on forecasts it has not seen,
 *
 * <pre>mean of log p(v | lead, channel) − log N(v; 0, 1),</pre>
 *
 * is the gain of the logarithmic score over calibrated intervals, as the model's own density cancels; where it is not clearly above
 * zero, there is no flow. Nothing in it asks for the medians of each series. Where those of forecasts that were not learnt do not come
 * clearly nearer to what was observed, flows are learnt anew that leave medians where they are.
 */
final class ScoreTraining {

    /** Of fewer forecasts a third says nothing. */
    static final int FEWEST = 20;

    /** More channels than these share one shape. */
    private static final int MOST_CHANNELS = 16;

    private static final int PARTS = 3;

    /** More than these are thinned out. */
    private static final int MOST_SCORES = 20_000;

    /** Scores farther out are as good as this. */
    private static final double FARTHEST = 6;

    private static final Learnt STOPPED = new Learnt(Optional.empty(), "the training of a flow was stopped");

    /**
     * What came of it.
     *
     * @param flow empty where calibrated intervals are as good
     * @param told why, or how much better they are, in the words of a provenance
     */
    record Learnt(Optional<ScoreFlow> flow, String told) {}

    private final int channels;
    private final RandomKey key;
    private final int threads;
    private final List<Scored> scores = new ArrayList<>();

    ScoreTraining(int channels, RandomKey key, int threads) {
        this.channels = channels > MOST_CHANNELS ? 1 : channels;
        this.key = key;
        this.threads = threads;
    }

    /** Adds an observation. */
    void add(Scored observed) {
        double near = Math.max(-FARTHEST, Math.min(FARTHEST, observed.score()));
        scores.add(new Scored(observed.forecast(), observed.when(), observed.channel(), observed.share(), near));
    }

    Learnt learn(StopOnce listener) {
        long forecasts = scores.stream().map(Scored::forecast).distinct().count();
        if (forecasts < FEWEST) {
            return new Learnt(Optional.empty(), "too few for a flow");
        }
        int step = (scores.size() + MOST_SCORES - 1) / MOST_SCORES;
        List<Scored> some = IntStream.range(0, (scores.size() + step - 1) / step)
                .mapToObj(i -> scores.get(i * step))
                .toList();
        try {
            return learn(Scored.parts(some, PARTS), listener);
        } catch (OdeException e) {
            return new Learnt(Optional.empty(), "a flow could not be solved: " + e.getMessage());
        }
    }

    private Learnt learn(List<List<Scored>> parts, StopOnce listener) {
        ScoreTrial free = new ScoreTrial(channels, false, threads);
        free.run(parts, key, listener);
        if (listener.isStopped()) {
            return STOPPED;
        }
        if (!free.gain().isClear() || free.nearer().isClear()) {
            return judged(free);
        }
        ScoreTrial kept = new ScoreTrial(channels, true, threads);
        kept.run(parts, key.derive("about medians"), listener);
        return listener.isStopped() ? STOPPED : judged(kept);
    }

    private static Learnt judged(ScoreTrial trial) {
        ScoreTrial.Figure gain = trial.gain();
        String figure = String.format(Locale.ROOT, "%.3f ± %.3f nats an observation", gain.mean(), gain.error());
        if (!gain.isClear()) {
            return new Learnt(
                    Optional.empty(), "a flow gained " + figure + " where it had not learnt, which is not clear");
        }
        ScoreFlow learnt = trial.learnt();
        String kind = learnt.state().keepsMedian() ? "keeps medians and " : "";
        return new Learnt(Optional.of(learnt), kind + "gains " + figure + " where it has not learnt");
    }
}
