package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Collects scored forecasts of several models and makes a {@link Leaderboard} of what all of them have forecast. Keeps sums
 * and no points. Not thread-safe.
 */
public final class Scoreboard {

    private final LeadBuckets buckets;
    private final double[] levels;
    private final Map<String, Long> models = new LinkedHashMap<>();
    private final Set<String> channels = new LinkedHashSet<>();
    private final Map<Cell, Map<String, ScoreSums>> cells = new LinkedHashMap<>();
    private double longestLead;

    /** What one forecast of one series says of one channel in one bucket. */
    private record Cell(Block block, String channel, int bucket) {}

    /**
     * One forecast of one series.
     *
     * @param id the series' id
     * @param cutOff sequence of one time
     */
    record Block(String id, Times cutOff) {}

    /**
     * An empty board.
     *
     * @param buckets stretches of lead time
     * @param levels shares the points' intervals should cover, in percent
     */
    public Scoreboard(LeadBuckets buckets, double... levels) {
        this.buckets = buckets;
        this.levels = levels.clone();
    }

    /**
     * Adds a point.
     *
     * @param p with as many intervals as there are levels
     */
    public void add(ScoredPoint p) {
        models.merge(p.model(), 1L, Long::sum);
        channels.add(p.channel());
        longestLead = Math.max(longestLead, p.lead());
        Cell cell = new Cell(new Block(p.id(), p.cutOff()), p.channel(), buckets.of(p.lead()));
        cells.computeIfAbsent(cell, c -> new LinkedHashMap<>())
                .computeIfAbsent(p.model(), m -> new ScoreSums(levels))
                .add(p);
    }

    /**
     * The metric that ranks unless another is asked for: CRPS where all values are in one unit, because there is one
     * channel; MASE, which has no unit, where there are several.
     *
     * @return the metric
     */
    public Metric usualRanking() {
        return channels.size() > 1 ? Metric.Pooled.MASE : Metric.Pooled.CRPS;
    }

    /**
     * Ranks the models by what all of them have forecast.
     *
     * @param ranking the metric to rank by, of which lower is better
     * @param rules names of those models that are simple rules
     * @param leastShare models that have forecast less than this share of what the most complete one has are left out of the
     *     comparison, so that they do not shrink it for the others; zero to keep all
     * @param seed seed of the bootstrap
     * @return the leaderboard
     */
    public Leaderboard rank(Metric ranking, Set<String> rules, double leastShare, long seed) {
        if (ranking.direction() != Metric.Direction.LOWER) {
            throw new IllegalArgumentException("no order by " + ranking.key());
        }
        List<String> compared = complete(leastShare);
        List<Tally> tallies = compared.stream().map(Tally::new).toList();
        long left = tally(tallies, compared);
        List<Tally> order = new ArrayList<>(tallies);
        order.sort(Comparator.comparingDouble(t -> t.value(ranking).orElse(Double.POSITIVE_INFINITY)));
        List<Tally> valued =
                order.stream().filter(t -> t.value(ranking).isPresent()).toList();
        Optional<Tally> best = valued.stream().findFirst();
        Optional<Tally> rule =
                valued.stream().filter(t -> rules.contains(t.model)).findFirst();
        PairedBootstrap bootstrap = new PairedBootstrap(seed, longestLead);
        List<Leaderboard.Entry> entries = order.stream()
                .map(t -> new Leaderboard.Entry(
                        t.model,
                        t.overall,
                        t.byBucket,
                        t.byChannel,
                        rule.flatMap(r -> t.skill(ranking, r)),
                        best.filter(b -> b != t && t.value(ranking).isPresent())
                                .flatMap(b -> bootstrap.difference(ranking, t.byBlock, b.byBlock))))
                .toList();
        List<String> incomplete =
                models.keySet().stream().filter(m -> !compared.contains(m)).toList();
        return new Leaderboard(
                entries,
                ranking,
                Metric.all(levels),
                buckets,
                List.copyOf(channels),
                rule.map(r -> r.model),
                best.map(b -> b.model),
                left,
                incomplete);
    }

    private List<String> complete(double leastShare) {
        long most = models.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return models.entrySet().stream()
                .filter(m -> m.getValue() >= leastShare * most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds up what all have forecast; how many values are left out. */
    private long tally(List<Tally> tallies, List<String> compared) {
        long left = 0;
        for (Map.Entry<Cell, Map<String, ScoreSums>> cell : cells.entrySet()) {
            List<ScoreSums> sums = new ArrayList<>();
            for (String model : compared) {
                Optional.ofNullable(cell.getValue().get(model)).ifPresent(sums::add);
            }
            if (sums.size() == compared.size() && sums.stream().allMatch(s -> s.isOfTheSameTruthAs(sums.get(0)))) {
                for (int i = 0; i < sums.size(); i++) {
                    tallies.get(i).add(cell.getKey(), sums.get(i));
                }
            } else {
                left += sums.stream().mapToLong(ScoreSums::count).max().orElse(0);
            }
        }
        return left;
    }

    /** The sums of one model over all comparable cells. */
    private final class Tally {

        private final String model;
        private final ScoreSums overall = new ScoreSums(levels);
        private final List<ScoreSums> byBucket = new ArrayList<>();
        private final List<ScoreSums> byChannel = new ArrayList<>();
        private final Map<Block, ScoreSums> byBlock = new LinkedHashMap<>();
        private final List<String> names = List.copyOf(channels);

        private Tally(String model) {
            this.model = model;
            for (int i = 0; i < buckets.size(); i++) {
                byBucket.add(new ScoreSums(levels));
            }
            names.forEach(name -> byChannel.add(new ScoreSums(levels)));
        }

        private void add(Cell cell, ScoreSums sums) {
            overall.add(sums);
            byBucket.get(cell.bucket()).add(sums);
            byChannel.get(names.indexOf(cell.channel())).add(sums);
            byBlock.computeIfAbsent(cell.block(), b -> new ScoreSums(levels)).add(sums);
        }

        private OptionalDouble value(Metric ranking) {
            return ranking.of(overall);
        }

        private Optional<Double> skill(Metric ranking, Tally rule) {
            double reference = rule.value(ranking).orElse(0);
            OptionalDouble own = value(ranking);
            return reference > 0 && own.isPresent() ? Optional.of(1 - own.getAsDouble() / reference) : Optional.empty();
        }
    }
}
