package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.prepare.Spread;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Empirical Bayes over the channels of a set: the models that were fitted to each of them are the prior of every one, with
 * a weight for each model from one step of expectation maximisation (Laird 1978, doi:10.1080/01621459.1978.10480103). A
 * channel's posterior weighs the models by how likely they make its observations, with the level, the slope, the
 * coefficients and the scale of the channel itself; so few observations lean on what fits the others too, and many on the
 * channel's own fit.
 */
public final class SharedPrior {

    /** Of large sets, so many models are the prior. */
    private static final int MOST_MODELS = 128;

    private static final double LEAST_WEIGHT = 1e-3;

    private record Atom(Member member, ValueTransform transform, double unit, int source) {}

    /** How likely the models of a prior make the observations of a channel: what {@link #posteriors} takes. */
    public static final class Evidence {

        private final int channel;
        private final List<Weighed> weighed;

        /** Of a channel's own models and those of others that it can have; empty if it is left with its own fit. */
        private Evidence(int channel, List<Weighed> weighed) {
            this.channel = channel;
            this.weighed = weighed;
        }
    }

    /** A model, how likely it makes a channel's observations, and with which normalisation and variance. */
    private static final class Weighed {

        private final Atom atom;
        private final Normalisation normalisation;
        private final double variance;
        private final double criterion;

        private Weighed(Atom atom, Normalisation normalisation, double variance, double criterion) {
            this.atom = atom;
            this.normalisation = normalisation;
            this.variance = variance;
            this.criterion = criterion;
        }
    }

    private final List<FittedChannel> fitted;
    private final List<List<Atom>> own;
    private final List<Atom> shared;

    /**
     * Takes models as the prior.
     *
     * @param fitted models by channel; those of channels that were too short for a criterion are left out
     */
    public SharedPrior(List<FittedChannel> fitted) {
        this.fitted = List.copyOf(fitted);
        this.own = IntStream.range(0, fitted.size())
                .mapToObj(i -> atoms(fitted.get(i), i))
                .toList();
        this.shared = Spread.some(own.stream().flatMap(List::stream).toList(), MOST_MODELS);
    }

    private static List<Atom> atoms(FittedChannel channel, int source) {
        return channel.isFitted()
                ? channel.members().stream()
                        .map(m -> new Atom(m, channel.normalisation().transform(), channel.unit(), source))
                        .toList()
                : List.of();
    }

    /**
     * Weighs the models for one of the channels. Calls are independent of each other.
     *
     * @param channel number of the channel
     * @param history its observations
     * @param transforms those that come into question
     * @param leans whether the models of others will do if it has none of its own
     * @return what {@link #posteriors} takes
     */
    public Evidence evidence(int channel, ChannelHistory history, List<ValueTransform> transforms, boolean leans) {
        double unit = fitted.get(channel).unit();
        List<Atom> others = shared.stream()
                .filter(a -> a.source() != channel
                        && a.unit() == unit
                        && transforms.contains(a.transform())
                        && history.accepts(a.transform()))
                .toList();
        if ((own.get(channel).isEmpty() && !leans) || others.isEmpty()) {
            return new Evidence(channel, List.of());
        }
        List<Atom> atoms = new ArrayList<>(own.get(channel));
        atoms.addAll(others);
        Map<ValueTransform, MarginalLikelihood> likelihoods = new HashMap<>();
        List<Weighed> weighed = new ArrayList<>();
        for (Atom a : atoms) {
            MarginalLikelihood of = likelihoods.computeIfAbsent(
                    a.transform(),
                    t -> new MarginalLikelihood(
                            history,
                            unit,
                            Normalisation.of(t, history.readings().values(), 1)));
            Likelihood likelihood = a.member().likelihood(of.data());
            double criterion = of.criterion(a.member(), likelihood, a.source() == channel);
            if (Double.isFinite(criterion)) {
                weighed.add(new Weighed(a, of.normalisation(), likelihood.variance(), criterion));
            }
        }
        return new Evidence(channel, weighed);
    }

    /**
     * The posteriors of all channels.
     *
     * @param evidence one a channel
     * @return for each at most {@value FittedChannel#MOST_MEMBERS} models under the transform that is most likely; its own
     *     fit where no model of another has its unit and transform
     */
    public List<FittedChannel> posteriors(List<Evidence> evidence) {
        Map<Atom, Double> sums = new HashMap<>();
        double usual = 1.0 / Math.max(1, shared.size());
        int channels = 0;
        for (Evidence e : evidence) {
            double[] weights = weights(e.weighed, Map.of(), usual);
            for (int k = 0; k < weights.length; k++) {
                sums.merge(e.weighed.get(k).atom, weights[k], Double::sum);
            }
            channels += weights.length > 0 ? 1 : 0;
        }
        Map<Atom, Double> prior = new HashMap<>();
        for (Atom a : shared) {
            prior.put(a, sums.getOrDefault(a, 0.0) / Math.max(1, channels));
        }
        return evidence.stream().map(e -> posterior(e, prior, usual)).toList();
    }

    private static double[] weights(List<Weighed> weighed, Map<Atom, Double> prior, double usual) {
        double least = weighed.stream().mapToDouble(w -> w.criterion).min().orElse(0);
        double[] weights = weighed.stream()
                .mapToDouble(
                        w -> prior.getOrDefault(w.atom, usual) * MarginalLikelihood.relativeWeight(w.criterion - least))
                .toArray();
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    private FittedChannel posterior(Evidence evidence, Map<Atom, Double> prior, double usual) {
        FittedChannel alone = fitted.get(evidence.channel);
        List<Weighed> weighed = evidence.weighed;
        double[] weights = weights(weighed, prior, usual);
        Map<ValueTransform, Double> totals = new LinkedHashMap<>();
        for (int k = 0; k < weights.length; k++) {
            totals.merge(weighed.get(k).atom.transform(), weights[k], Double::sum);
        }
        ValueTransform transform = totals.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(alone.normalisation().transform());
        List<Integer> kept = IntStream.range(0, weights.length)
                .boxed()
                .filter(k -> weighed.get(k).atom.transform().equals(transform) && weights[k] > LEAST_WEIGHT)
                .sorted(Comparator.comparingDouble(k -> -weights[k]))
                .limit(FittedChannel.MOST_MEMBERS)
                .toList();
        if (kept.isEmpty()) {
            return alone;
        }
        double total = kept.stream().mapToDouble(k -> weights[k]).sum();
        Weighed best = weighed.get(kept.get(0));
        List<Member> members = kept.stream()
                .map(k -> weighed.get(k).atom.member().with(weighed.get(k).variance, weights[k] / total))
                .toList();
        return new FittedChannel(members, best.normalisation, alone.unit(), best.criterion);
    }

    /**
     * The mean of the posteriors of channels, for others that were not fitted.
     *
     * @param posteriors any number
     * @return the models of the greatest mean weight under the transform and in the unit that most have; of channels that were
     *     all too short for a criterion too, and the usual model if none has two observations
     */
    public static FittedChannel mean(List<FittedChannel> posteriors) {
        boolean any = posteriors.stream().anyMatch(FittedChannel::isFitted);
        FittedChannel usual = FittedChannel.usual();
        Map<Setting, List<FittedChannel>> bySetting = posteriors.stream()
                .filter(c -> any ? c.isFitted() : !c.equals(usual))
                .collect(Collectors.groupingBy(Setting::of, LinkedHashMap::new, Collectors.toList()));
        if (bySetting.isEmpty()) {
            return usual;
        }
        List<FittedChannel> most = bySetting.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        Map<Dynamics, double[]> sums = new LinkedHashMap<>();
        for (FittedChannel channel : most) {
            for (Member m : channel.members()) {
                double[] sum = sums.computeIfAbsent(new Dynamics(m.structure(), m.parameters()), k -> new double[2]);
                sum[0] += m.weight();
                sum[1] += m.weight() * StrictMath.log(m.variance());
            }
        }
        List<Map.Entry<Dynamics, double[]>> kept = sums.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> -e.getValue()[0]))
                .limit(FittedChannel.MOST_MEMBERS)
                .toList();
        double total = kept.stream().mapToDouble(e -> e.getValue()[0]).sum();
        List<Member> members = kept.stream()
                .map(e -> new Member(
                        e.getKey().structure(),
                        e.getKey().parameters(),
                        StrictMath.exp(e.getValue()[1] / e.getValue()[0]),
                        e.getValue()[0] / total))
                .toList();
        FittedChannel middle = most.stream()
                .sorted(Comparator.comparingDouble(c -> c.normalisation().scale()))
                .toList()
                .get(most.size() / 2);
        return new FittedChannel(members, middle.normalisation(), middle.unit(), middle.criterion());
    }

    private record Setting(ValueTransform transform, double unit) {

        static Setting of(FittedChannel channel) {
            return new Setting(channel.normalisation().transform(), channel.unit());
        }
    }

    private record Dynamics(Structure structure, List<Double> parameters) {}
}
