package dev.tidepath.forecasting.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TunerTest {

    private static final TuningListener SILENT = progress -> BacktestListener.silent();

    private static Tuning run(Tuner tuner) {
        return tuner.run(Bowl.zeros(), TrialStore.none(), SILENT);
    }

    @Test
    void theBestIsFound() {
        Tuning tuning = run(new Bowl().tuner(60, 3));
        Evaluation winner = tuning.winner();
        double rate = Double.parseDouble(winner.trial().values().get(Hyperparameter.LEARNING_RATE));
        assertEquals(0, Math.log(rate / 0.02), 0.4);
        assertTrue(winner.score().orElseThrow()
                < tuning.defaults().orElseThrow().score().orElseThrow());
        assertEquals(winner, tuning.ranked().get(0));
    }

    @Test
    void theWorkIsThatOfTheFormula() {
        Bowl bowl = new Bowl();
        Tuning tuning = run(bowl.tuner(30, 3));
        Map<Integer, Integer> count = new HashMap<>();
        bowl.fits.forEach(iterations -> count.merge(iterations, 1, Integer::sum));
        boolean defaultsCameThrough = count.get(0) == 1;
        assertEquals(Map.of(33, 30, 100, 10, 300, 3, 0, defaultsCameThrough ? 1 : 2), count);
        assertEquals(bowl.fits.size(), tuning.evaluations().size());
        List<Evaluation> first = tuning.evaluations().subList(0, 30);
        List<Trial> second = tuning.evaluations().subList(30, 40).stream()
                .map(Evaluation::trial)
                .toList();
        assertEquals(new Halving(3).kept(first), second);
    }

    @Test
    void theDefaultsAreEvaluatedInFullAlthoughTheyAreTheWorst() {
        Tuning tuning = run(new Bowl().tuner(Bowl.space("learning-rate=0.01..0.04"), 12, 2));
        assertEquals(900, 30 / (tuning.defaults().orElseThrow().score().orElseThrow() - Math.log(0.5 / 0.02)), 1e-6);
    }

    @Test
    void asManyEvaluationsArePlannedAsAreMade() {
        for (String space : List.of("model=mean,drift", "learning-rate=0.02", "learning-rate=0.01..0.04")) {
            List<Integer> planned = new ArrayList<>();
            Tuner tuner = new Bowl().tuner(Bowl.space(space), 12, 3);
            Tuning tuning = tuner.run(Bowl.zeros(), TrialStore.none(), progress -> {
                planned.add(progress.planned());
                return BacktestListener.silent();
            });
            assertEquals(tuning.evaluations().size(), planned.get(0), space);
        }
    }

    @Test
    void withoutABetterTrialTheDefaultsWin() {
        Tuning tuning = run(new Bowl().tuner(Bowl.space("learning-rate=0.8,0.9"), 12, 2));
        assertEquals(new Trial(0, Map.of()), tuning.winner().trial());
    }

    @Test
    void modelsWithoutIterationsAreEvaluatedOnceAmongTheLast() {
        Bowl bowl = new Bowl();
        SearchSpace space = Bowl.space("model=latent-ode,mean,drift", "learning-rate=0.01,0.02,0.03");
        Tuning tuning = run(bowl.tuner(space, 27, 3));
        List<Trial> trials = bowl.tuner(space, 27, 3).configurations();
        assertEquals(6, trials.size());
        assertEquals(6, new HashSet<>(trials.stream().map(Trial::values).toList()).size());
        for (String name : List.of("mean", "drift")) {
            List<Evaluation> own = tuning.evaluations().stream()
                    .filter(e -> e.trial().values().equals(Map.of(Hyperparameter.MODEL, name)))
                    .toList();
            assertEquals(1, own.size(), name);
            assertEquals(0, own.get(0).rungsAhead());
        }
    }

    @Test
    void valuesThatAreThoseOfTheDefaultsAreNoOtherTrial() {
        Tuner tuner = new Bowl().tuner(Bowl.space("transform=auto,none", "model=latent-ode"), 27, 3);
        assertEquals(
                List.of(new Trial(0, Map.of()), new Trial(1, Map.of(Hyperparameter.TRANSFORM, "none"))),
                tuner.configurations());
    }

    @Test
    void moreTrialsBeginWithTheSame() {
        List<Trial> many = new Bowl().tuner(40, 3).configurations();
        assertEquals(40, many.size());
        assertEquals(new Bowl().tuner(7, 3).configurations(), many.subList(0, 7));
    }

    @Test
    void aTrialThatFailsIsTheWorst() {
        Tuning tuning = run(new Bowl().tuner(30, 3));
        List<Evaluation> failed =
                tuning.evaluations().stream().filter(e -> e.score().isEmpty()).toList();
        assertFalse(failed.isEmpty());
        for (Evaluation e : failed) {
            assertEquals("13", e.trial().values().get(Hyperparameter.UNITS));
            assertEquals("TP-M001: the loss is not finite", e.reason());
            assertEquals(3, e.failures());
        }
        assertTrue(failed.stream().allMatch(e -> e.rungsAhead() == 3), "one went on");
    }

    @Test
    void whereAllFailThereIsNoWinner() {
        Bowl bowl = new Bowl();
        Tuner some = bowl.tuner(Bowl.space("units=13"), 3, 3);
        StartingPoint broken = new StartingPoint(
                Model.LATENT_ODE, ModelSettings.DEFAULTS, Double::valueOf, (model, settings) -> (series, listener) -> {
                    throw new FitException("TP-M001", "the loss is not finite", "");
                });
        Tuning tuning = run(new Tuner(some.space(), broken, some.backtest(), some.metric(), 3, 3, 1));
        FitException e = assertThrows(FitException.class, tuning::winner);
        assertEquals("TP-M004", e.code());
        assertEquals("no trial has a score: TP-M001: the loss is not finite", e.getMessage());
    }

    @Test
    void aMetricThatIsNotDefinedIsAReason() {
        Tuner some = new Bowl().tuner(2, 3);
        Tuning tuning = run(new Tuner(some.space(), some.start(), some.backtest(), Metric.Pooled.MASE, 2, 3, 1));
        assertEquals("MASE is not defined", tuning.evaluations().get(0).reason());
    }

    /** Keeps evaluations in memory. */
    private static final class Memory implements TrialStore {

        private final List<Evaluation> kept = new ArrayList<>();

        @Override
        public List<Evaluation> open(Map<String, String> fingerprint) {
            return List.copyOf(kept);
        }

        @Override
        public void add(Evaluation evaluation) {
            kept.add(evaluation);
        }
    }

    @Test
    void aSearchGoesOnWhereverItWasStopped() {
        Tuning whole = run(new Bowl().tuner(9, 3));
        for (int stop = 0; stop <= whole.evaluations().size(); stop++) {
            Memory memory = new Memory();
            Tuning part = new Bowl().tuner(9, 3).run(Bowl.zeros(), memory, Bowl.stoppingAfter(stop));
            assertEquals(whole.evaluations().subList(0, stop), part.evaluations());
            assertEquals(stop < whole.evaluations().size(), part.stopped());
            Bowl rest = new Bowl();
            assertEquals(whole, rest.tuner(9, 3).run(Bowl.zeros(), memory, SILENT));
            assertEquals(whole.evaluations().size() - stop, rest.fits.size());
            assertEquals(whole.evaluations(), memory.kept);
        }
    }

    @Test
    void moreTrialsMakeUseOfThoseThereAre() {
        Memory memory = new Memory();
        new Bowl().tuner(9, 3).run(Bowl.zeros(), memory, SILENT);
        Bowl more = new Bowl();
        Tuning grown = more.tuner(12, 3).run(Bowl.zeros(), memory, SILENT);
        assertEquals(run(new Bowl().tuner(12, 3)), grown);
        assertTrue(more.fits.size() < grown.evaluations().size());
    }

    @Test
    void threadsDoNotMatter() {
        assertEquals(real(1).evaluations(), real(3).evaluations());
    }

    private static Tuning real(int threads) {
        ModelSettings settings =
                ModelSettings.DEFAULTS.withPaths(20).withThreads(threads).withIterations(9);
        Backtest backtest = Backtest.of(Map.of("mean", Model.MEAN.forecaster(settings)), TimeSpan.of(5.0))
                .cutOffs(CutOffs.backFromEnd(TimeSpan.of(5.0), 2));
        Tuner tuner = new Tuner(
                Bowl.space("model=latent-ode,gru-d,mean", "units=6,9"),
                StartingPoint.of(Model.LATENT_ODE, settings),
                backtest,
                Metric.Pooled.CRPS,
                6,
                3,
                1);
        return tuner.run(Bowl.wave(), TrialStore.none(), SILENT);
    }
}
