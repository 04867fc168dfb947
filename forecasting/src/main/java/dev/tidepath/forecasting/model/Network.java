package dev.tidepath.forecasting.model;

/** The networks that a {@link NeuralForecaster} can train, by the names of their models. */
public enum Network {
    /** {@link dev.tidepath.latent.LatentOde}. */
    LATENT_ODE("latent-ode"),
    /** {@link dev.tidepath.latent.LatentSde}. */
    LATENT_SDE("latent-sde"),
    /** {@link dev.tidepath.latent.TokenTransformer}. */
    TOKEN_TRANSFORMER("token-transformer"),
    /** {@link dev.tidepath.latent.OdeRnn}. */
    ODE_RNN("ode-rnn"),
    /** {@link dev.tidepath.latent.GruOdeBayes}. */
    GRU_ODE_BAYES("gru-ode-bayes"),
    /** {@link dev.tidepath.latent.NeuralCde}. */
    NEURAL_CDE("neural-cde"),
    /** {@link dev.tidepath.latent.GruD}, a rival without a differential equation. */
    GRU_D("gru-d"),
    /** {@link dev.tidepath.latent.RnnDelta}, a rival without a differential equation. */
    RNN_DELTA("rnn-delta"),
    /** {@link dev.tidepath.latent.ImtsMixer}, a rival without a differential equation. */
    IMTS_MIXER("imts-mixer");

    private final String text;

    Network(String text) {
        this.text = text;
    }

    /**
     * The name.
     *
     * @return such as {@code gru-d}
     */
    public String text() {
        return text;
    }
}
