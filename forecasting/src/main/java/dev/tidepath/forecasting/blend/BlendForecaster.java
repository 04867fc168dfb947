package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.prepare.Spread;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several forecasters blended, by how each of them forecast the past of these very series.
 *
 * <ol>
 *   <li>Rehearsal: each candidate is fitted on what was known before the last horizons, and forecasts these; of more than
 *       {@value #REHEARSED} series for so many.
 *   <li>{@link Shares}: from the prior ones to those that forecast all series best, and from there to each channel of each
 *       series as far as its own forecasts tell; shares below 0.02 are dropped.
 *   <li>{@link Coverage}: intervals are widened or narrowed to cover what they should have covered; with {@link Intervals#FLOW}, {@link
 *       ScoreFlow}: what is forecast gets the shape that errors had, if that is clear.
 *   <li>Candidates that have a share are fitted to everything.
 * </ol>
 *
 * <p>With a single candidate this calibrates its intervals and nothing else. Where the series are too short for a rehearsal,
 * shares are the prior ones and intervals the models' own.
 */
public final class BlendForecaster implements Forecaster {

    private static final int STRETCHES = 3;

    /** So many series tell what suits all of them. */
    private static final int REHEARSED = 400;

    /** Mean shares below this are not told. */
    private static final double LEAST_TOLD = 0.005;

    /** Fewer forecasts of the past than this tell little of intervals. */
    private static final int FEW = 20;

    private final String name;
    private final List<Candidate> candidates;
    private final Optional<Horizon> horizon;
    private final Intervals intervals;
    private final long seed;
    private final int threads;

    /**
     * Creates the forecaster with seed 1 on one thread.
     *
     * @param name what its forecasts are called
     * @param candidates one or more
     * @param horizon what will be asked for; if absent, a third of the longest series is rehearsed
     * @param intervals where they come from
     */
    public BlendForecaster(String name, List<Candidate> candidates, Optional<Horizon> horizon, Intervals intervals) {
        this(name, candidates, horizon, intervals, 1, 1);
    }

    /**
     * Creates the forecaster.
     *
     * @param name what its forecasts are called
     * @param candidates one or more
     * @param horizon what will be asked for; if absent, a third of the longest series is rehearsed
     * @param intervals where they come from
     * @param seed of the random numbers of {@link Intervals#FLOW}, and of scores on steps of distributions
     * @param threads how many work on a flow; results do not depend on it
     */
    public BlendForecaster(
            String name,
            List<Candidate> candidates,
            Optional<Horizon> horizon,
            Intervals intervals,
            long seed,
            int threads) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a blend needs a candidate");
        }
        this.name = name;
        this.candidates = List.copyOf(candidates);
        this.horizon = horizon;
        this.intervals = intervals;
        this.seed = seed;
        this.threads = threads;
    }

    @Override
    public Set<Input> uses() {
        Set<Input> all = EnumSet.noneOf(Input.class);
        candidates.forEach(c -> all.addAll(c.forecaster().uses()));
        return all;
    }

    @Override
    public FittedForecaster fit(SeriesSet given, TrainingListener told) {
        given.requireFittable();
        StopOnce listener = new StopOnce(told);
        SeriesSet series = new SeriesSet(given.observed());
        SeriesSchema schema = SeriesSchema.of(series, uses());
        List<String> channels = schema.targets().stream().map(ChannelSpec::name).toList();
        SeriesSet rehearsed = new SeriesSet(Spread.some(series.series(), REHEARSED));
        Rehearsal rehearsal = RehearsedHorizon.of(horizon, series)
                .map(span -> Rehearsal.of(candidates, rehearsed, span, listener))
                .orElse(Rehearsal.NONE);
        List<Candidate> taking = candidates.stream()
                .filter(c -> rehearsal.isEmpty() || rehearsal.models().contains(c.name()))
                .toList();
        refuseWhatCannotBeFitted(taking, series, listener);
        BlendShares shares = BlendShares.learn(rehearsal, channels, priors(taking));
        LeadBuckets buckets = LeadBuckets.equal(rehearsal.horizon(), STRETCHES);
        List<Past> past = intervals == Intervals.MODEL ? List.of() : past(rehearsal, shares);
        List<List<Widening>> widenings = coverage(past).learn(channels, buckets);
        ScoreTraining.Learnt learnt = intervals == Intervals.FLOW && !past.isEmpty()
                ? flow(past, channels, buckets, widenings).learn(listener)
                : new ScoreTraining.Learnt(Optional.empty(), "");
        List<FittedBlend.Member> members = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int m = 0; m < taking.size(); m++) {
            if (shares.isUsed(m)) {
                Candidate c = taking.get(m);
                listener.onStage(c.name());
                members.add(new FittedBlend.Member(c.name(), c.forecaster().fit(series, listener)));
                kept.add(m);
            }
        }
        return new FittedBlend(
                members,
                shares.bySeries(channels, kept),
                shares.common(channels, kept),
                buckets,
                widenings,
                learnt.flow(),
                schema,
                new Provenance(name, facts(series, rehearsal, shares, members, kept, learnt)));
    }

    /** A candidate may fail on a part of the past only; if it fails on everything, so must the blend, not leave it out silently. */
    private void refuseWhatCannotBeFitted(List<Candidate> taking, SeriesSet series, TrainingListener listener) {
        candidates.stream()
                .filter(c -> !taking.contains(c))
                .forEach(c -> c.forecaster().fit(series, listener));
    }

    private static double[] priors(List<Candidate> taking) {
        double total = taking.stream().mapToDouble(Candidate::prior).sum();
        return taking.stream().mapToDouble(c -> c.prior() / total).toArray();
    }

    private RandomKey key() {
        return RandomKey.of(seed).derive("intervals");
    }

    /** An observation of the past and its normal score under what the blend would have forecast of it. */
    private record Past(Rehearsal.Part part, Rehearsal.Point point, double score) {

        /** What tells the forecast it belongs to from others. */
        Object forecast() {
            return List.of(part.id(), point.cutOff());
        }
    }

    private List<Past> past(Rehearsal rehearsal, BlendShares shares) {
        RandomKey ofSteps = key().derive("steps");
        List<Past> all = new ArrayList<>();
        rehearsal.points().forEach((part, points) -> {
            for (Rehearsal.Point p : points) {
                double[] nodes = Shares.average(p.nodes(), shares.of(part));
                all.add(new Past(part, p, QuantileNodes.score(nodes, p.actual(), ofSteps.uniform(all.size()))));
            }
        });
        return all;
    }

    private static Coverage coverage(List<Past> past) {
        Coverage coverage = new Coverage();
        for (Past p : past) {
            coverage.add(p.forecast(), p.part().channel(), p.point().lead(), p.score());
        }
        return coverage;
    }

    private ScoreTraining flow(
            List<Past> past, List<String> channels, LeadBuckets buckets, List<List<Widening>> widenings) {
        ScoreTraining training = new ScoreTraining(channels.size(), key(), threads);
        Times first = past.get(0).point().cutOff();
        for (Past p : past) {
            int channel = channels.indexOf(p.part().channel());
            double lead = p.point().lead();
            double calibrated =
                    Widening.at(lead, buckets, widenings.get(channel)).invert(p.score());
            double when = p.point().cutOff().since(0, first, 0);
            double share = lead / buckets.to(buckets.size() - 1);
            training.add(new Scored(p.forecast(), when, channel, share, calibrated));
        }
        return training;
    }

    private Map<String, String> facts(
            SeriesSet series,
            Rehearsal rehearsal,
            BlendShares shares,
            List<FittedBlend.Member> members,
            List<Integer> kept,
            ScoreTraining.Learnt learnt) {
        Map<String, String> facts = DataSummary.of(series).facts();
        facts.put("seed", Long.toString(seed));
        double[] mean = shares.mean();
        facts.put(
                "shares",
                IntStream.range(0, members.size())
                        .filter(i -> mean[kept.get(i)] >= LEAST_TOLD)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -mean[kept.get(i)]))
                        .map(i -> String.format(
                                Locale.ROOT, "%s %.2f", members.get(i).name(), mean[kept.get(i)]))
                        .collect(Collectors.joining(", ")));
        int forecasts = rehearsal.forecasts();
        if (rehearsal.isEmpty()) {
            String usual = candidates.size() > 1 ? "; shares are the usual ones" : "";
            facts.put("rehearsed", "nothing: the series are too short for the horizon" + usual);
            facts.put("intervals", "the models' own, not calibrated");
            return facts;
        }
        facts.put("rehearsed", forecasts + (forecasts == 1 ? " forecast" : " forecasts") + " of the past");
        double[] errors = rehearsal.errors();
        int best = 0;
        for (int m = 1; m < errors.length; m++) {
            best = errors[m] < errors[best] ? m : best;
        }
        facts.put("best alone", rehearsal.models().get(best));
        facts.put("intervals", intervals(forecasts, learnt));
        members.forEach(m -> m.forecaster().provenance().facts().forEach((key, fact) -> {
            if (!facts.containsKey(key)) {
                facts.put(m.name() + " " + key, fact);
            }
        }));
        return facts;
    }

    private String intervals(int forecasts, ScoreTraining.Learnt learnt) {
        if (intervals == Intervals.MODEL) {
            return "the models' own";
        }
        if (learnt.flow().isPresent()) {
            return "calibrated on these forecasts, and given the shape of their errors by a flow, which "
                    + learnt.told();
        }
        String calibrated = "calibrated on these forecasts" + (forecasts < FEW ? ", which are too few to rely on" : "");
        return intervals == Intervals.FLOW ? calibrated + "; no flow: " + learnt.told() : calibrated;
    }
}
