package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import org.junit.jupiter.api.Test;

/** The latent SDE with a few units and iterations: what does not depend on how well it has learnt. */
class LatentSdeForecasterTest extends NetworkContract {

    @Override
    Network network() {
        return Network.LATENT_SDE;
    }

    /** Two paths that are together at one time are apart at the next: they are random after the last observation too. */
    @Test
    void pathsAreJointDraws() {
        SeriesForecast f = run(quick(1)).series().get(0);
        double covariance = 0;
        for (int p = 0; p < f.pathCount(); p++) {
            covariance += (f.sample(0, 0, p) - f.mean(0, 0)) * (f.sample(0, 1, p) - f.mean(0, 1));
        }
        assertTrue(Double.isFinite(covariance) && covariance != 0, "covariance " + covariance);
    }

    @Test
    void timesTooFarToFollowAreRefused() {
        DataException e = assertThrows(
                DataException.class, () -> forecaster(1).fit(PANEL).forecast(PANEL, Horizon.at(Times.ofNumbers(1e7))));
        assertEquals("TP-D051", e.code());
        assertEquals("series 'a'", e.location());
    }
}
