package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.prepare.Anchor;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.SequenceModel;
import java.util.List;

/** How far a network's means and noise are trusted; changes its weights. */
final class Calibration {

    static final double TRUSTED_WINDOWS = 50;

    private final SequenceModel model;
    private final double[] values;
    private final double windows;
    private final List<Anchor> anchors;
    private final LearntNoise noise;
    private final ErrorGrowth[] spread;

    /**
     * Starts from what was learnt.
     *
     * @param spread how far the network's paths are apart without the noise, by channel
     */
    Calibration(SequenceModel model, PreparationBuilder data, double[] values, ErrorGrowth[] spread) {
        this.spread = spread.clone();
        this.model = model;
        this.values = values;
        windows = data.effectiveWindows();
        anchors = data.preparation().anchors();
        noise = new LearntNoise(model, values, data.longest());
    }

    /**
     * Few windows without overlap say little about the error of a forecast: below {@value #TRUSTED_WINDOWS} of them the
     * learnt variance is drawn towards that of the level alone in rolling forecasts.
     */
    void trust() {
        double ratio = windows / TRUSTED_WINDOWS;
        double share = 1 / (1 + ratio * ratio);
        for (int c = 0; c < model.channels(); c++) {
            draw(c, share);
        }
    }

    /** Draws means towards zero by the shares of a gate, and the noise towards that of the level alone as far. */
    void gate(double[] shares) {
        for (int c = 0; c < shares.length; c++) {
            model.scaleMean(values, c, shares[c]);
            spread[c] = spread[c].times(shares[c] * shares[c]);
            if (shares[c] < 1) {
                draw(c, 1 - shares[c]);
            }
        }
    }

    private void draw(int channel, double share) {
        ErrorGrowth whole = noise.growth(channel).plus(spread[channel]);
        noise.set(channel, whole.mix(anchors.get(channel).growth(), share, 1).less(spread[channel], 1));
    }
}
