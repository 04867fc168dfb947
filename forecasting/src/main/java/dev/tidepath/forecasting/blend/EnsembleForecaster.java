package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forecasters that differ in their seeds alone, with equal shares: where a training ends by chance differs from one to the next,
 * and their mean forecast errs less (deep ensembles, Lakshminarayanan et al. 2017, arXiv:1612.01474, which mix distributions where
 * quantiles are averaged here, as in every {@link FittedBlend}).
 */
public final class EnsembleForecaster implements Forecaster {

    private final String of;
    private final long firstSeed;
    private final List<Forecaster> forecasters;

    /**
     * Creates the forecaster.
     *
     * @param of what each of them is called
     * @param firstSeed the seed of the first; those of the others follow
     * @param forecasters two or more
     */
    public EnsembleForecaster(String of, long firstSeed, List<Forecaster> forecasters) {
        if (forecasters.size() < 2) {
            throw new IllegalArgumentException("an ensemble has two members or more: " + forecasters.size());
        }
        this.of = of;
        this.firstSeed = firstSeed;
        this.forecasters = List.copyOf(forecasters);
    }

    @Override
    public Set<Input> uses() {
        return forecasters.get(0).uses();
    }

    @Override
    public FittedForecaster fit(SeriesSet given, TrainingListener told) {
        StopOnce listener = new StopOnce(told);
        List<FittedBlend.Member> members = new ArrayList<>();
        for (Forecaster forecaster : forecasters) {
            String name = of + " of seed " + (firstSeed + members.size());
            listener.onStage(name);
            members.add(new FittedBlend.Member(name, forecaster.fit(given, listener)));
        }
        SeriesSchema schema = SeriesSchema.of(new SeriesSet(given.observed()), uses());
        int channels = schema.targets().size();
        double[] equal = new double[members.size()];
        Arrays.fill(equal, 1.0 / members.size());
        return new FittedBlend(
                members,
                Map.of(),
                Collections.nCopies(channels, equal),
                LeadBuckets.equal(1, 1),
                Collections.nCopies(channels, List.of(Widening.NONE)),
                schema,
                new Provenance("ensemble", facts(given, members)));
    }

    /** What all say alike once, else what each says. */
    private Map<String, String> facts(SeriesSet given, List<FittedBlend.Member> members) {
        Map<String, String> facts = DataSummary.of(given).facts();
        facts.put("networks", members.size() + " of " + of + ", seeds from " + firstSeed + " on");
        List<Map<String, String>> all =
                members.stream().map(m -> m.forecaster().provenance().facts()).toList();
        for (String key : all.get(0).keySet()) {
            Set<String> said = all.stream()
                    .map(f -> f.getOrDefault(key, "none"))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            facts.putIfAbsent(key, String.join(" / ", said));
        }
        return facts;
    }
}
