package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.NonFiniteLossException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss that is not finite is told of by series and time. */
class ElboTest {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final PreparationBuilder data =
            new PreparationBuilder(SeriesSet.of(daily("pump-7")), 5 * 86400.0, List.of());
    private final LatentOde model = new LatentOdeShape(1, 2, 1, 6, 6, 0, 2, 9, data.gap(), data.features(), 0).model();
    private final double[] values = model.initialValues(RandomKey.of(1));

    private static TimeSeries daily(String id) {
        List<Instant> times = new ArrayList<>();
        double[] v = new double[30];
        for (int i = 0; i < v.length; i++) {
            times.add(START.plusSeconds(86400L * i));
            v[i] = Math.sin(i);
        }
        return new TimeSeries(id, List.of(new Channel("flow", Times.ofInstants(times), v)));
    }

    private NonFiniteLossException failure(int mostSteps) {
        Elbo elbo = new Elbo(
                model,
                data,
                RandomKey.of(2),
                100,
                OdeSolver.dopri5(1e-3, 1e-3, mostSteps),
                GradientMethod.CHECKPOINTED);
        return assertThrows(
                NonFiniteLossException.class,
                () -> elbo.newWorker(values).lossAndGradient(50, 0, new double[values.length]));
    }

    private void spoil(String block) {
        Parameters.Block b = model.parameters().blocks().stream()
                .filter(x -> x.name().startsWith(block))
                .findFirst()
                .orElseThrow();
        Arrays.fill(values, b.offset(), b.offset() + b.size(), Double.NaN);
    }

    @Test
    void anErrorOfTheDecoderIsAtTheFirstTargetTime() {
        spoil("decoder.logNoise");
        NonFiniteLossException e = failure(10_000);
        assertEquals(0, e.sample());
        String text = String.valueOf(e.getMessage());
        assertTrue(text.matches("the loss is not finite, series 'pump-7' at 2024-01-\\d\\dT00:00:00Z"), text);
    }

    @Test
    void aPathThatCannotBeSolvedIsWhereItStopped() {
        NonFiniteLossException e = failure(1);
        String text = String.valueOf(e.getMessage());
        assertTrue(text.startsWith("the latent path cannot be solved, series 'pump-7' at 2024-01-"), text);
    }
}
