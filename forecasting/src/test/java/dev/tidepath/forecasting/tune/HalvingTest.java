package dev.tidepath.forecasting.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class HalvingTest {

    private static List<Evaluation> rung(RandomKey key, int count) {
        List<Evaluation> rung = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean failed = key.derive("failed").below(i, 5) == 0;
            double score = 0.1 * key.derive("score").below(i, 30);
            rung.add(new Evaluation(
                    new Trial(i, Map.of()),
                    1,
                    10,
                    failed ? OptionalDouble.empty() : OptionalDouble.of(score),
                    key.derive("failures").below(i, 3) / 2,
                    ""));
        }
        return rung;
    }

    @Test
    void whoIsKeptIsNoWorseThanAnyoneLeft() {
        for (int run = 0; run < 300; run++) {
            RandomKey key = RandomKey.of(run);
            int eta = 2 + key.below(0, 4);
            int count = 1 + key.below(1, 60);
            List<Evaluation> rung = rung(key, count);
            List<Trial> kept = new Halving(eta).kept(rung);
            assertEquals(Math.max(1, count / eta), kept.size());
            for (Evaluation in : rung) {
                for (Evaluation out : rung) {
                    if (kept.contains(in.trial()) && !kept.contains(out.trial())) {
                        assertTrue(Evaluation.BEST_FIRST.compare(in, out) < 0, in + " and " + out);
                        assertTrue(in.score().isPresent() || out.score().isEmpty());
                    }
                }
            }
        }
    }

    @Test
    void eachRungHasOneOfEtaAndCostsNoMoreThanTheFirst() {
        for (int run = 0; run < 300; run++) {
            RandomKey key = RandomKey.of(run).derive("rungs");
            int eta = 2 + key.below(0, 5);
            int trials = 1 + key.below(1, 2000);
            Halving halving = new Halving(eta);
            List<Integer> rungs = halving.rungs(trials);
            assertEquals(trials, rungs.get(0));
            for (int r = 1; r < rungs.size(); r++) {
                assertEquals(rungs.get(r - 1) / eta, rungs.get(r));
            }
            int whole = 30_000;
            int first = halving.iterations(whole, rungs.size() - 1);
            for (int r = 0; r < rungs.size(); r++) {
                long work = (long) rungs.get(r) * halving.iterations(whole, rungs.size() - 1 - r);
                assertTrue(work <= 1.01 * trials * first, rungs + " at " + r);
            }
            assertTrue(first >= whole / 30, rungs.toString());
            boolean untilOne = rungs.get(rungs.size() - 1) < eta;
            assertTrue(untilOne || first < whole / 30.0 * eta, rungs.toString());
        }
    }

    @Test
    void twentySevenTrialsAreNineThreeAndOne() {
        Halving halving = new Halving(3);
        assertEquals(List.of(27, 9, 3, 1), halving.rungs(27));
        assertEquals(33, halving.iterations(900, 3));
        assertEquals(300, halving.iterations(900, 1));
        assertEquals(900, halving.iterations(900, 0));
        assertEquals(1, halving.iterations(2, 3));
        assertEquals(List.of(), halving.rungs(0));
        assertThrows(IllegalArgumentException.class, () -> new Halving(1));
    }
}
