package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.evaluate.NaiveScale;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds points up to scores of series and channels. Points without a scale, those of constant histories, do not count. */
final class SuiteTally {

    private final LeadBuckets thirds;
    private final Map<List<String>, Sums> sums = new LinkedHashMap<>();

    /** Sums of one channel of one series. */
    private static final class Sums {

        private double absolute;
        private double crps;
        private final Integer[] points = zeros();
        private final Integer[] covered80 = zeros();
        private final Integer[] covered95 = zeros();

        private static Integer[] zeros() {
            Integer[] zeros = new Integer[SuiteScore.THIRDS];
            Arrays.fill(zeros, 0);
            return zeros;
        }

        private void add(ScoredPoint p, double scale, int third) {
            absolute += Math.abs(p.actual() - p.median()) / scale;
            crps += p.crps() / scale;
            points[third]++;
            covered80[third] += covers(p, 0);
            covered95[third] += covers(p, 1);
        }

        private static int covers(ScoredPoint p, int level) {
            return p.lower()[level] <= p.actual() && p.actual() <= p.upper()[level] ? 1 : 0;
        }

        private SuiteScore score(String id, String channel) {
            int count = Arrays.stream(points).mapToInt(Integer::intValue).sum();
            return new SuiteScore(
                    id,
                    channel,
                    absolute / count,
                    crps / count,
                    List.of(points),
                    List.of(covered80),
                    List.of(covered95));
        }
    }

    SuiteTally(ForecastProtocol protocol) {
        this.thirds = LeadBuckets.equal(protocol.horizon().length(), SuiteScore.THIRDS);
    }

    void add(ScoredPoint p) {
        Optional<NaiveScale> scale = p.scale();
        scale.ifPresent(s -> sums.computeIfAbsent(List.of(p.id(), p.channel()), key -> new Sums())
                .add(p, s.meanAbsolute(), thirds.of(p.lead())));
    }

    List<SuiteScore> scores() {
        return sums.entrySet().stream()
                .map(e -> e.getValue().score(e.getKey().get(0), e.getKey().get(1)))
                .toList();
    }
}
