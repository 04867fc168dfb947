package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The search for the structure of least AICc: from a few common ones to their neighbours, as Hyndman and Khandakar (2008,
 * doi:10.18637/jss.v027.i03) do it for ARIMA models. Transforms compete with the Jacobian in the likelihood. A period that
 * the data chose among many costs a parameter and the logarithm of how many there were.
 */
final class StructureSearch {

    private static final double COARSE = 0.1;
    private static final double FINE = 0.01;
    private static final int MOST_FITS = 30;
    private static final int FULL_PERIOD = 13;
    private static final int FIRST_HARMONICS = 3;
    private static final int FEW = 8;
    private static final double LEAST_WEIGHT = 0.1;

    /** So many are averaged with the best. */
    private static final int MOST_RIVALS = 4;

    /** So many last observations tell the structure; parameters are told by all. */
    private static final int SEARCHED = 400;

    private static final double SEARCHED_PERIODS = 3;

    /** A fit under a transform. */
    record Candidate(StructureFit fit, Normalisation normalisation, Observations data, double criterion) {}

    private record Key(Structure structure, ValueTransform transform) {}

    private final ChannelHistory history;
    private final double unit;
    private final double gap;
    private final Set<Double> uncertain;
    private final List<Season> seasons;
    private final List<Normalisation> normalisations;
    private final int searched;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<Key> tried = new HashSet<>();

    /**
     * Prepares a search.
     *
     * @param history two or more observations
     * @param sampling the unit of model time, and the gap that limits the harmonics
     * @param periods periods in the axis's unit, each seen long enough
     * @param uncertain those of the periods that were chosen among all by the data themselves
     * @param transforms one or more that accept all values
     */
    StructureSearch(
            ChannelHistory history,
            Sampling sampling,
            List<Double> periods,
            Set<Double> uncertain,
            List<ValueTransform> transforms) {
        this.history = history;
        this.unit = sampling.unit();
        this.uncertain = uncertain.stream().map(p -> p / unit).collect(Collectors.toSet());
        this.gap = sampling.gap() / unit;
        this.seasons = periods.stream()
                .map(p -> p / unit)
                .map(p -> new Season(p, firstHarmonics(p)))
                .toList();
        double longest = seasons.stream().mapToDouble(Season::period).max().orElse(0);
        double density = history.size() * unit / history.span();
        this.searched =
                (int) Math.min(history.size(), Math.max(SEARCHED, Math.ceil(SEARCHED_PERIODS * longest * density)));
        this.normalisations = transforms.stream()
                .map(t -> Normalisation.of(t, history.readings().values(), 1))
                .toList();
    }

    private Observations searched(Normalisation normalisation) {
        return history.observations(unit, normalisation).last(searched);
    }

    private int mostHarmonics(double period) {
        return (int) Math.max(1, Math.min(Season.MOST_HARMONICS, Math.floor(period / (2 * gap) + 0.05)));
    }

    private int firstHarmonics(double period) {
        return period <= FULL_PERIOD * gap ? mostHarmonics(period) : FIRST_HARMONICS;
    }

    /** The best structures under the best transform with their parameters, the best first. */
    List<Candidate> best() {
        for (Normalisation n : normalisations) {
            Observations data = searched(n);
            for (Structure s : initial()) {
                fit(s, n, data);
            }
        }
        Candidate best = leading();
        while (tried.size() < MOST_FITS && history.size() >= FEW) {
            Candidate improved = improved(best);
            if (improved.equals(best)) {
                break;
            }
            best = improved;
        }
        return withRivals(polished(best));
    }

    /** The best candidate and those, of other structures, whose weight beside it is not negligible. */
    private List<Candidate> withRivals(Candidate best) {
        List<Candidate> all = new ArrayList<>(List.of(best));
        candidates.stream()
                .filter(c -> c.normalisation().equals(best.normalisation())
                        && !c.fit().structure().equals(best.fit().structure())
                        && Double.isFinite(c.criterion())
                        && FittedChannel.weight(c, best.criterion()) > LEAST_WEIGHT)
                .sorted(Comparator.comparingDouble(Candidate::criterion))
                .limit(MOST_RIVALS)
                .forEach(all::add);
        return all;
    }

    private Candidate leading() {
        return candidates.stream()
                .min(Comparator.comparingDouble(Candidate::criterion))
                .orElseThrow();
    }

    /** The first neighbour that is better, or the same candidate. */
    private Candidate improved(Candidate from) {
        for (Normalisation n : normalisations) {
            if (!n.equals(from.normalisation())) {
                fit(from.fit().structure(), n, searched(n));
            }
        }
        for (Structure s : neighbours(from.fit().structure())) {
            if (tried.size() < MOST_FITS && fit(s, from.normalisation(), from.data()) < from.criterion()) {
                break;
            }
        }
        Candidate best = leading();
        return best.criterion() < from.criterion() ? best : from;
    }

    private List<Structure> initial() {
        Structure random = Structure.CONSTANT
                .withRandomLevel(true)
                .withSeasons(seasons, !seasons.isEmpty())
                .withCovariates(history.hasCovariates());
        if (history.size() < FEW) {
            return List.of(random.withSeasons(List.of(), false));
        }
        List<Structure> structures = new ArrayList<>();
        structures.add(random);
        structures.add(random.withTrend(Trend.DAMPED));
        structures.add(random.withRandomLevel(false).withCarma(1, 0));
        if (!seasons.isEmpty()) {
            structures.add(random.withSeasons(List.of(), false));
        }
        return structures;
    }

    private List<Structure> neighbours(Structure s) {
        List<Structure> all = new ArrayList<>();
        for (Trend trend : Trend.values()) {
            if (trend != Trend.DRIFT || s.randomLevel()) {
                all.add(s.withTrend(trend));
            }
        }
        int p = s.autoregressive();
        int q = s.movingAverage();
        if (p > 0) {
            all.add(s.withCarma(p - 1, Math.max(0, Math.min(q, p - 2))));
        }
        if (p < Structure.MOST_AUTOREGRESSIVE) {
            all.add(s.withCarma(p + 1, q));
            all.add(s.withCarma(p + 1, p));
        }
        if (q > 0) {
            all.add(s.withCarma(p, q - 1));
        }
        if (q < p - 1) {
            all.add(s.withCarma(p, q + 1));
        }
        if (s.trend() != Trend.DRIFT) {
            all.add(s.withRandomLevel(!s.randomLevel()));
            if (p == 0) {
                all.add(s.withRandomLevel(!s.randomLevel()).withCarma(1, 0));
            }
        }
        all.addAll(otherSeasons(s));
        if (history.hasCovariates()) {
            all.add(s.withCovariates(!s.covariates()));
        }
        return all;
    }

    private List<Structure> otherSeasons(Structure s) {
        List<Structure> all = new ArrayList<>();
        if (!s.seasons().isEmpty()) {
            all.add(s.withSeasons(s.seasons(), !s.evolving()));
        }
        for (Season season : seasons) {
            int at = -1;
            for (int i = 0; i < s.seasons().size(); i++) {
                at = s.seasons().get(i).period() == season.period() ? i : at;
            }
            List<Season> others = new ArrayList<>(s.seasons());
            if (at < 0) {
                others.add(season);
                all.add(s.withSeasons(others, s.seasons().isEmpty() || s.evolving()));
            } else {
                int k = s.seasons().get(at).harmonics();
                int more = Math.min(mostHarmonics(season.period()), k + Math.max(1, k / 2));
                if (more > k) {
                    others.set(at, new Season(season.period(), more));
                    all.add(s.withSeasons(List.copyOf(others), s.evolving()));
                }
                if (k > 1) {
                    others.set(at, new Season(season.period(), k - Math.max(1, k / 3)));
                    all.add(s.withSeasons(List.copyOf(others), s.evolving()));
                }
                others.remove(at);
                all.add(s.withSeasons(others, s.evolving() && !others.isEmpty()));
            }
        }
        return all;
    }

    /** Fits a structure that has not been tried, from the best parameters so far; returns its criterion. */
    private double fit(Structure structure, Normalisation normalisation, Observations data) {
        if (growsForEver(structure, normalisation) || !tried.add(new Key(structure, normalisation.transform()))) {
            return Double.POSITIVE_INFINITY;
        }
        Parametrisation all = StructureFit.parametrisation(structure, data);
        double[] start = all.start();
        if (!candidates.isEmpty()) {
            StructureFit lead = leading().fit();
            start = all.startFrom(StructureFit.parametrisation(lead.structure(), data), lead.parameters());
        }
        return keep(StructureFit.from(start, structure, data, COARSE), normalisation, data)
                .criterion();
    }

    /** A constant drift of logarithms is exponential growth without end; it forecasts badly, however likely it is. */
    private static boolean growsForEver(Structure structure, Normalisation normalisation) {
        return structure.trend() == Trend.DRIFT && normalisation.transform().kind() == ValueTransform.Kind.LOG;
    }

    private Candidate keep(StructureFit fit, Normalisation normalisation, Observations data) {
        double[] values = history.readings().values();
        double[] some = Arrays.copyOfRange(values, values.length - data.size(), values.length);
        long chosen = fit.structure().seasons().stream()
                .filter(season -> uncertain.contains(season.period()))
                .count();
        double criterion = fit.criterion(data)
                - 2 * normalisation.logSlopes(some)
                + 2 * chosen * (1 + StrictMath.log(data.size()));
        Candidate candidate = new Candidate(fit, normalisation, data, criterion);
        candidates.add(candidate);
        return candidate;
    }

    /** Fits the chosen structure again, more exactly, from other starts too and then to all observations. */
    private Candidate polished(Candidate chosen) {
        Structure structure = chosen.fit().structure();
        Observations data = chosen.data();
        Parametrisation all = StructureFit.parametrisation(structure, data);
        StructureFit best = chosen.fit();
        for (double[] start : List.of(all.start(), all.with(best.parameters(), Parametrisation.SHARE, -3))) {
            best = better(best, StructureFit.from(start, structure, data, COARSE));
        }
        Observations whole = history.observations(unit, chosen.normalisation());
        StructureFit fine = StructureFit.from(best.parameters(), structure, whole, FINE);
        return new Candidate(fine, chosen.normalisation(), data, chosen.criterion());
    }

    private static StructureFit better(StructureFit one, StructureFit other) {
        return other.likelihood().diffuse() > one.likelihood().diffuse() ? other : one;
    }
}
