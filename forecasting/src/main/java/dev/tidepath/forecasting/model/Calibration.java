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
    private final SquaredErrors[] errors;

    /**
     * Starts from what was learnt.
     *
     * @param paths how far the network's paths are apart without the noise, and from what came
     */
    Calibration(SequenceModel model, PreparationBuilder data, double[] values, PathErrors paths) {
        this.spread = paths.spread().clone();
        this.errors = paths.errors();
        this.model = model;
        this.values = values;
        windows = data.effectiveWindows();
        anchors = data.preparation().anchors();
        noise = new LearntNoise(model, values, data.longest());
    }

    /**
     * Where paths are random the noise is what the errors about their mean have beyond their spread. As far as no window reaches
     * the horizon, it stays what was learnt.
     */
    void measure() {
        for (int c = 0; c < spread.length; c++) {
            if (errors[c].count() > 0) {
                ErrorGrowth whole = errors[c].growth().mix(whole(c), 1 - errors[c].longestLead(), 1);
                noise.set(c, whole.less(spread[c], 1));
            }
        }
    }

    private ErrorGrowth whole(int channel) {
        return noise.growth(channel).plus(spread[channel]);
    }

    /**
     * Few windows without overlap say little about the error of a forecast: below {@value #TRUSTED_WINDOWS} of them the
     * learnt variance is drawn towards that of the level alone in rolling forecasts.
     */
    void trust() {
        double ratio = windows / TRUSTED_WINDOWS;
        double share = 1 / (1 + ratio * ratio);
        for (int c = 0; c < model.channels(); c++) {
            draw(c, whole(c), share);
        }
    }

    /**
     * Draws means towards zero by the shares of a gate, and spread and noise together towards the noise of the level alone as far:
     * the noise makes up for what the spread loses with the means.
     */
    void gate(double[] shares) {
        for (int c = 0; c < shares.length; c++) {
            ErrorGrowth whole = whole(c);
            model.scaleMean(values, c, shares[c]);
            spread[c] = spread[c].times(shares[c] * shares[c]);
            if (shares[c] < 1) {
                draw(c, whole, 1 - shares[c]);
            }
        }
    }

    private void draw(int channel, ErrorGrowth whole, double share) {
        noise.set(channel, whole.mix(anchors.get(channel).growth(), share, 1).less(spread[channel], 1));
    }
}
