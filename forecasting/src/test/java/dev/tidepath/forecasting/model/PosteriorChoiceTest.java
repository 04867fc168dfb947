package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.Window;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network that was never trained already has the frequencies of the data: its refined paths follow oscillations. */
class PosteriorChoiceTest {

    private static final RandomKey KEY = RandomKey.of(11);
    private static final int SIZE = 20;
    private static final int TIMES = 80;
    private static final double NOISE = 0.1;
    private static final OdeSolver SOLVER = new NeuralState.Solver(1e-3, 1e-3, 10_000).solver();

    private static PreparationBuilder panel(double amplitude) {
        List<TimeSeries> series = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            RandomKey own = KEY.derive(i);
            double[] times = new double[TIMES];
            double[] values = new double[TIMES];
            for (int k = 0; k < TIMES; k++) {
                times[k] = 2 * (k + own.uniform(k)) / TIMES;
                double phase = 2 * StrictMath.PI * own.derive("phase").uniform(0);
                values[k] = amplitude * StrictMath.sin(8 * times[k] + phase)
                        + NOISE * own.derive("noise").gaussian(k);
            }
            series.add(new TimeSeries("s" + i, List.of(new Channel("x", Times.ofNumbers(times), values))));
        }
        return new PreparationBuilder(new SeriesSet(series), 1, List.of());
    }

    private static ForecastErrors errors(PreparationBuilder data, OdeSolver solver) {
        return new ForecastErrors(data, solver, KEY, 3);
    }

    private static LatentOdeShape shape(PreparationBuilder data) {
        double[] frequencies = data.frequencies(KEY);
        return new LatentOdeShape(1, 2, 1, 16, 8, 0, frequencies[0], frequencies[1], data.gap(), data.features(), 0);
    }

    @Test
    void oscillationsAreRefinedAndTheirNoiseIsMeasuredAgain() {
        PreparationBuilder data = panel(1);
        LatentOdeShape shape = shape(data);
        SequenceModel model = shape.model();
        double[] values = model.initialValues(KEY);
        Window typical = data.longest();
        model.setNoiseVariances(values, 0, typical, 0.5, 0, 0);
        double[] before = values.clone();

        LatentOdeShape chosen =
                new PosteriorChoice(values, data, SOLVER, KEY, errors(data, SOLVER)).choose(shape, typical);

        assertNotEquals(shape, chosen);
        double trusting = errorsOverDraws(chosen.model(), before, data);
        assertTrue(trusting < 0.5, "the noise was too large by " + trusting);
        assertEquals(1, errorsOverDraws(chosen.model(), values, data), 0.25);
    }

    /** The mean square of errors over the mean variance of draws, in other windows. */
    private static double errorsOverDraws(SequenceModel model, double[] values, PreparationBuilder data) {
        int paths = 32;
        SequenceModel.Run run = model.newRun(values, paths, SOLVER, CheckpointedAdjoint.standard());
        double measured = 0;
        double drawn = 0;
        for (int i = 0; i < 24; i++) {
            Window window = data.drawForecast(KEY.derive("other").derive(i));
            Observations targets = window.targets();
            double[][][] means = new double[1][targets.size()][paths];
            double[][][] draws = new double[1][targets.size()][paths];
            run.sample(window, paths, means, draws);
            for (int k = 0; k < targets.size(); k++) {
                double mean = Arrays.stream(means[0][k]).average().orElseThrow();
                measured += (targets.value(k) - mean) * (targets.value(k) - mean);
                drawn += Arrays.stream(draws[0][k])
                        .map(d -> (d - mean) * (d - mean))
                        .average()
                        .orElseThrow();
            }
        }
        return measured / drawn;
    }

    @Test
    void noiseIsNotRefined() {
        PreparationBuilder data = panel(0);
        LatentOdeShape shape = shape(data);
        double[] values = shape.model().initialValues(KEY);
        double[] before = values.clone();

        assertEquals(
                shape,
                new PosteriorChoice(values, data, SOLVER, KEY, errors(data, SOLVER)).choose(shape, data.longest()));
        assertArrayEquals(before, values);
        assertArrayEquals(
                new double[] {0},
                errors(data, SOLVER).gate(shape.model(), values).shares());
    }

    /** Within so few steps no path is solved, then those of the modes but not all that are drawn about them. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void pathsThatCannotBeSolvedLeaveTheEncodersPosterior(int mostSteps) {
        PreparationBuilder data = panel(1);
        LatentOdeShape shape = shape(data);
        double[] values = shape.model().initialValues(KEY);
        shape.model().setNoiseVariances(values, 0, data.longest(), 0.5, 0, 0);
        double[] before = values.clone();
        OdeSolver hasty = new NeuralState.Solver(1e-3, 1e-3, mostSteps).solver();

        assertEquals(
                shape,
                new PosteriorChoice(values, data, hasty, KEY, errors(data, hasty)).choose(shape, data.longest()));
        assertArrayEquals(before, values);
    }
}
