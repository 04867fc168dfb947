package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.blend.FittedBlend;
import dev.tidepath.forecasting.blend.ScoreFlow;
import dev.tidepath.forecasting.blend.Widening;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.model.FittedNeural;
import dev.tidepath.forecasting.model.FittedRule;
import dev.tidepath.forecasting.model.FittedStateSpace;
import dev.tidepath.forecasting.model.FittedTransformed;
import dev.tidepath.forecasting.model.FittedZoned;
import dev.tidepath.forecasting.model.LatentOdeShape;
import dev.tidepath.forecasting.model.LatentSdeShape;
import dev.tidepath.forecasting.model.Network;
import dev.tidepath.forecasting.model.RivalShape;
import dev.tidepath.forecasting.model.Rule;
import dev.tidepath.forecasting.model.SamplingOptions;
import dev.tidepath.forecasting.model.TokenShape;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import dev.tidepath.forecasting.prepare.Scales;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.prepare.ZoneClock;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.forecasting.statespace.Member;
import dev.tidepath.forecasting.statespace.Normalisation;
import dev.tidepath.forecasting.statespace.Season;
import dev.tidepath.forecasting.statespace.Structure;
import dev.tidepath.forecasting.statespace.Trend;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One made-up model of each kind but the plain latent ODE, with numbers that no fit has to find, and series for them. */
final class SampleFits {

    private static final double DAY = PeriodDetection.DAY;
    private static final Domain SHARE = Domain.bounded(0, 100);
    private static final SamplingOptions SAMPLING = new SamplingOptions(3, 4);

    /** As the first files have them, with one line until the end of the inner interval. */
    private static final List<List<Widening>> STRAIGHT_WITHIN = List.of(
            List.of(new Widening(1.25, 1.5), Widening.NONE), List.of(new Widening(0.75, 1), new Widening(0.5, 2)));

    private static final List<List<Widening>> BROKEN_WITHIN = List.of(
            List.of(new Widening(1.25, 1.5, 0.75, 0.25), Widening.NONE),
            List.of(new Widening(0.75, 1, 1, 1.5), new Widening(0.5, 2, 1.25, 1)));

    private SampleFits() {}

    /** The golden file of a name. */
    static String golden(String name) {
        return "model-v1-" + name + ".json";
    }

    /** By the name of its golden file. */
    static Map<String, FittedForecaster> all() {
        Map<String, FittedForecaster> all = new LinkedHashMap<>();
        all.put("state-space", stateSpace());
        for (Rule rule : Rule.values()) {
            all.put(rule.text(), rule(rule, Domain.REAL, Domain.REAL));
        }
        all.put("transformed", transformed());
        all.put("clock", zoned());
        all.put("latent-ode-alike", latentOde());
        all.put("gru-d", rival(Network.GRU_D));
        all.put("latent-sde", latentSde());
        all.put("token-transformer", tokens());
        all.put("auto", blend(BROKEN_WITHIN, Optional.empty()));
        all.put("auto-flow", blend(STRAIGHT_WITHIN, Optional.of(flow(false))));
        all.put("auto-flow-medians", blend(STRAIGHT_WITHIN, Optional.of(flow(true))));
        all.put("ensemble", ensemble());
        return all;
    }

    private static SeriesSchema schema(Domain level, Domain share, boolean plan) {
        ChannelSpec first = new ChannelSpec("level", Role.TARGET, level);
        ChannelSpec second = new ChannelSpec("share", Role.TARGET, share);
        ChannelSpec third = new ChannelSpec("plan", Role.KNOWN, Domain.REAL);
        return new SeriesSchema(plan ? List.of(first, second, third) : List.of(first, second), TimeAxis.CALENDAR);
    }

    private static FittedStateSpace stateSpace() {
        Structure rich =
                new Structure(true, Trend.DAMPED, List.of(new Season(14, 3), new Season(2.5, 1)), true, 3, 2, true);
        Structure poor = new Structure(false, Trend.LINEAR, List.of(new Season(14, 2)), false, 2, 1, false);
        FittedChannel level = new FittedChannel(
                List.of(
                        new Member(
                                rich,
                                List.of(
                                        -1.0, -2.5, -7.0, 0.5, -6.0, -1.5, -8.0, 0.25, -0.5, 0.0, 0.125, -1.0, 1 / 3.0,
                                        -2.0),
                                0.25,
                                0.75),
                        new Member(poor, List.of(-6.5, 0.5, 1.0, -1.0, 0.5, -0.25, -3.0), 0.5, 0.25)),
                new Normalisation(ValueTransform.LOG, 2.5, 0.1),
                DAY / 2,
                -12.5);
        FittedChannel share = new FittedChannel(
                List.of(new Member(
                        new Structure(true, Trend.DRIFT, List.of(), false, 1, 0, false),
                        List.of(0.5, 1.5, -1.0),
                        0.125,
                        1)),
                new Normalisation(ValueTransform.logit(0, 100), -1.75, 0.5),
                DAY,
                99);
        return new FittedStateSpace(
                schema(Domain.POSITIVE, SHARE, true),
                Map.of("a", List.of(level, share)),
                List.of(level, FittedChannel.usual()),
                SAMPLING,
                1,
                provenance("state-space"));
    }

    private static FittedRule rule(Rule rule, Domain level, Domain share) {
        boolean periodic =
                List.of(Rule.SEASONAL_NAIVE, Rule.CLIMATOLOGY, Rule.FOURIER).contains(rule);
        return new FittedRule(
                rule,
                schema(level, share, rule == Rule.FOURIER),
                periodic ? List.of(List.of(DAY, 7 * DAY), List.of(2.5 * DAY)) : List.of(List.of(), List.of()),
                new Scales(new double[] {2, 0.1}, true),
                List.of(new ErrorGrowth(0.5, 0.25, 0.125), new ErrorGrowth(1, 0, 0)),
                6 * DAY,
                SAMPLING,
                1,
                provenance(rule.text()));
    }

    /** With every field that the first of them did not have. */
    private static FittedNeural latentOde() {
        LatentOdeShape shape = new LatentOdeShape(2, 1, 1, 3, 2, 2, 1.5, 6, 0.1, SampleModel.SEEN, 4);
        return SampleModel.fitted(shape, "share", true);
    }

    private static FittedNeural latentSde() {
        LatentSdeShape shape = new LatentSdeShape(2, 1, 1, 1, 3, 2, 2, 2, 1.5, 6, 0.1, SampleModel.SEEN, 2, 0.25);
        return SampleModel.fitted(shape, "share", false);
    }

    private static FittedNeural tokens() {
        return SampleModel.fitted(new TokenShape(2, 5, 4, 2, 3, 1, 1, 6, 2, 0.1, SampleModel.SEEN), "share", false);
    }

    private static FittedNeural rival(Network network) {
        return SampleModel.fitted(new RivalShape(network, 2, 3, 2, 0, 0.1, SampleModel.SEEN), "share", false);
    }

    private static FittedTransformed transformed() {
        return new FittedTransformed(
                rule(Rule.DRIFT, Domain.REAL, Domain.REAL),
                List.of(ValueTransform.boxCox(-0.25), ValueTransform.logit(0, 100)),
                schema(Domain.POSITIVE, SHARE, false));
    }

    /** The clock goes forward on the tenth of March 2024, amid the series. */
    private static FittedZoned zoned() {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("note", "made up by the clock");
        ZoneClock clock = new ZoneClock(ZoneId.of("America/New_York"));
        return new FittedZoned(transformed(), clock, schema(Domain.POSITIVE, SHARE, false), data);
    }

    /** That tells the channels apart. */
    private static ScoreFlow flow(boolean keepsMedian) {
        double[] weights = new double[ScoreFlow.State.size(2, 2)];
        Arrays.setAll(weights, i -> StrictMath.sin(1.0 + i));
        double[] other = new double[weights.length];
        Arrays.setAll(other, i -> 0.5 * StrictMath.cos(2.0 * i));
        return ScoreFlow.of(new ScoreFlow.State(2, 2, keepsMedian, List.of(weights, other)));
    }

    /** Of two rules. */
    private static FittedBlend blend(List<List<Widening>> widenings, Optional<ScoreFlow> flow) {
        return new FittedBlend(
                List.of(
                        new FittedBlend.Member("drift", rule(Rule.DRIFT, Domain.POSITIVE, SHARE)),
                        new FittedBlend.Member("mean", rule(Rule.MEAN, Domain.POSITIVE, SHARE))),
                Map.of("a", List.of(new double[] {0.25, 0.75}, new double[] {1, 0})),
                List.of(new double[] {0.5, 0.5}, new double[] {0.75, 0.25}),
                LeadBuckets.equal(6 * DAY, 2),
                widenings,
                flow,
                schema(Domain.POSITIVE, SHARE, false),
                provenance("auto"));
    }

    /** Of two latent ODEs that are alike. */
    private static FittedBlend ensemble() {
        double[] half = {0.5, 0.5};
        return new FittedBlend(
                List.of(
                        new FittedBlend.Member("latent-ode of seed 1", latentOde()),
                        new FittedBlend.Member("latent-ode of seed 2", latentOde())),
                Map.of(),
                List.of(half, half),
                LeadBuckets.equal(1, 1),
                List.of(List.of(Widening.NONE), List.of(Widening.NONE)),
                latentOde().state().series(),
                provenance("ensemble"));
    }

    private static Provenance provenance(String model) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("series", "2");
        facts.put("note", "made up");
        return new Provenance(model, facts);
    }

    /** One series that was fitted and two that were not, one of them with a channel that was never observed. */
    static SeriesSet history() {
        return SeriesSet.of(series("a", 40, 30), series("new", 9, 5), series("ü", 12, 0));
    }

    private static TimeSeries series(String id, int levels, int shares) {
        TimeSeries drawn = SampleModel.series(id, Math.max(levels, shares), "level", "share");
        Channel level = drawn.channels().get(0);
        Channel share = drawn.channels().get(1).slice(0, shares);
        double[] errors = new double[levels];
        Arrays.setAll(errors, i -> 0.01 + 0.001 * i);
        Instant start = level.times().instant(0);
        Instant[] weeks = new Instant[5];
        Arrays.setAll(weeks, i -> start.plusSeconds(7L * 86_400 * i));
        return new TimeSeries(
                id,
                List.of(
                        new Channel(
                                new ChannelSpec("level", Role.TARGET, Domain.POSITIVE),
                                level.times(),
                                level.values(),
                                errors),
                        new Channel(new ChannelSpec("share", Role.TARGET, SHARE), share.times(), share.values()),
                        new Channel(
                                new ChannelSpec("plan", Role.KNOWN, Domain.REAL),
                                Times.ofInstants(weeks),
                                new double[] {1, 0, 3, -1, 2})));
    }
}
