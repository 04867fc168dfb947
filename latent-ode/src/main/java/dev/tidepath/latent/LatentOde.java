package dev.tidepath.latent;

import dev.tidepath.nn.FieldProgram;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.random.RandomKey;
import org.jspecify.annotations.Nullable;

/**
 * The latent ODE for irregularly sampled series (Chen et al. 2018, arXiv:1806.07366, section 5): a recurrent encoder reads
 * a window backwards and gives the posterior of z(t₀), an ODE carries z through time, a decoder gives the distribution of
 * what is observed.
 */
public final class LatentOde extends DecodedModel {

    private final LatentOdeOptions options;
    private final InferenceOptions inference;
    private final RecognitionNetwork encoder;
    private final Posterior posterior;
    private final Dynamics dynamics;
    private final Decoder decoder;
    private final @Nullable Intensity intensity;
    private final @Nullable Classifier classifier;
    private final FieldProgram field;
    private final FieldProgram trainedField;

    /**
     * Records the model with one draw of the path's start a window, from the encoder's posterior.
     *
     * @param options its shape
     */
    public LatentOde(LatentOdeOptions options) {
        this(options, InferenceOptions.plain());
    }

    /**
     * Records the model.
     *
     * @param options its shape
     * @param inference how the path's start is inferred, of which the layout of the parameters does not depend
     * @throws IllegalArgumentException if continuity is asked for and the encoder sees positions
     */
    public LatentOde(LatentOdeOptions options, InferenceOptions inference) {
        if (inference.continuity() > 0 && options.encoder().position()) {
            throw new IllegalArgumentException("continuity needs an encoder without positions");
        }
        this.options = options;
        this.inference = inference;
        encoder = RecognitionNetwork.in(parameters(), options);
        posterior = new Posterior(options, parameters());
        decoder = new Decoder(
                options.channels(), options.latentSize(), options.decoder(), options.exogenous(), parameters());
        dynamics = Dynamics.in(parameters(), options);
        intensity = options.intensity().weight() == 0 ? null : new Intensity(options, parameters());
        classifier = options.classes().classes() == 0 ? null : new Classifier(options, parameters());
        field = new FieldProgram(
                parameters(),
                dynamics.blocks(),
                options.latentSize(),
                options.conditioning().size(),
                dynamics);
        trainedField = intensity == null ? field : intensity.integrated(parameters(), dynamics);
    }

    /**
     * The model's shape.
     *
     * @return options
     */
    public LatentOdeOptions options() {
        return options;
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = super.initialValues(key);
        dynamics.initialise(values);
        if (intensity != null) {
            intensity.initialise(values);
        }
        return values;
    }

    @Override
    public LatentOdeRun newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new LatentOdeRun(this, values, capacity, solver, adjoint, inference);
    }

    RecognitionNetwork encoder() {
        return encoder;
    }

    Posterior posterior() {
        return posterior;
    }

    /** The field of paths on one thread. */
    DifferentiableField newField(double[] values, int capacity) {
        return options.conditioning().drive(field.bind(values, capacity), capacity);
    }

    /** The same, with the integral of the rates of observation as a last feature if there are any. */
    DifferentiableField newTrainedField(double[] values, int capacity) {
        return options.conditioning().drive(trainedField.bind(values, capacity), capacity);
    }

    @Nullable
    Intensity intensity() {
        return intensity;
    }

    @Nullable
    Classifier classifier() {
        return classifier;
    }

    @Override
    Decoder decoder() {
        return decoder;
    }
}
