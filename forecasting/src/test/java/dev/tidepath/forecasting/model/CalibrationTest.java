package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How wide forecasts are is a matter of spread and noise together, whatever becomes of either. */
class CalibrationTest {

    private static final ErrorGrowth SPREAD = new ErrorGrowth(0.7, 0.1, 0);

    private final PreparationBuilder data = new PreparationBuilder(ForecasterContractTest.PANEL, 3, List.of());
    private final SequenceModel model =
            new LatentOdeShape(1, 2, 1, 8, 8, 0, 1, 4, data.gap(), data.features(), 0).model();
    private final double[] values = model.initialValues(RandomKey.of(1));
    private final LearntNoise noise = new LearntNoise(model, values, data.longest());

    private Calibration withSpread() {
        noise.set(0, new ErrorGrowth(0.3, 0.2, 0));
        return new Calibration(
                model, data, values, new PathErrors(new ErrorGrowth[] {SPREAD}, SquaredErrors.ofChannels(1)));
    }

    /** A share of the means leaves its square of the paths' spread; the noise makes up for the rest. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.75})
    void aGateGoesFromTheWholeToTheLevelAlone(double share) {
        Calibration calibration = withSpread();
        ErrorGrowth whole = noise.growth(0).plus(SPREAD);
        ErrorGrowth level = data.preparation().anchors().get(0).growth();
        calibration.gate(new double[] {share});
        ErrorGrowth found = noise.growth(0).plus(SPREAD.times(share * share));
        for (double lead : new double[] {0.1, 0.5, 1}) {
            double expected = StrictMath.pow(whole.at(lead), share) * StrictMath.pow(level.at(lead), 1 - share);
            assertEquals(1, found.at(lead) / expected, 0.1, "share " + share + ", lead " + lead);
        }
    }

    @Test
    void aGateThatIsOpenChangesNothing() {
        Calibration calibration = withSpread();
        double[] before = values.clone();
        calibration.gate(new double[] {1});
        for (int i = 0; i < values.length; i++) {
            assertEquals(before[i], values[i], 1e-15 * Math.abs(before[i]));
        }
    }
}
