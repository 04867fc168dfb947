package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.FLAG;
import static dev.tidepath.forecasting.store.Form.NOT_NEGATIVE;
import static dev.tidepath.forecasting.store.Form.NUMBER;
import static dev.tidepath.forecasting.store.Form.POSITIVE;
import static dev.tidepath.forecasting.store.Form.count;
import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.Form.numbers;
import static dev.tidepath.forecasting.store.RecordForm.always;
import static dev.tidepath.forecasting.store.RecordForm.optional;
import static dev.tidepath.forecasting.store.RecordForm.part;
import static dev.tidepath.forecasting.store.SeriesForms.MOST_CHANNELS;

import dev.tidepath.forecasting.model.FittedNeural;
import dev.tidepath.forecasting.model.LatentOdeShape;
import dev.tidepath.forecasting.model.LatentSdeShape;
import dev.tidepath.forecasting.model.Network;
import dev.tidepath.forecasting.model.NeuralShape;
import dev.tidepath.forecasting.model.NeuralState;
import dev.tidepath.forecasting.model.RivalShape;
import dev.tidepath.forecasting.model.TokenShape;
import dev.tidepath.forecasting.prepare.Anchor;
import dev.tidepath.forecasting.prepare.LevelPrior;
import dev.tidepath.forecasting.prepare.OwnFit;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.TimeRegression;
import dev.tidepath.forecasting.prepare.TimeScale;
import dev.tidepath.latent.TimeFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The forms of trained networks. The limits keep a damaged file from asking for networks that fit in no memory. */
final class NeuralForm {

    private static final int MOST_UNITS = 4096;
    private static final int MOST_CYCLES = 1000;
    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_REFINED = 1000;
    private static final int MOST_SDE_STEPS = 1000;
    private static final int MOST_HEADS = 64;
    private static final int MOST_KNOTS = 64;
    private static final int MOST_DEPTH_STEPS = 1000;
    private static final int MOST_POSITIONS = 256;

    private static final Form<TimeFeatures.Cycle> CYCLE = RecordForm.of(
            TimeFeatures.Cycle.class, part("angularFrequency", POSITIVE), part("harmonics", count(1, MOST_UNITS)));

    private static final Form<TimeFeatures> FEATURES = RecordForm.of(
            TimeFeatures.class,
            part("trendCentre", NUMBER),
            part("trendScale", NOT_NEGATIVE),
            part("cycles", list(CYCLE, MOST_CYCLES)));

    private static final Form<LatentOdeShape> LATENT_ODE = RecordForm.of(
            LatentOdeShape.class,
            part("channels", count(1, MOST_CHANNELS)),
            part("statics", count(0, MOST_UNITS)),
            part("modes", count(1, MOST_UNITS)),
            part("encoderSize", count(1, MOST_UNITS)),
            part("fieldSize", count(1, MOST_UNITS)),
            part("decoderSize", count(0, MOST_UNITS)),
            part("slowest", POSITIVE),
            part("fastest", POSITIVE),
            part("gap", POSITIVE),
            part("features", FEATURES),
            optional("refinement", count(0, MOST_REFINED), 0));

    private static final Form<LatentSdeShape> LATENT_SDE = RecordForm.of(
            LatentSdeShape.class,
            part("channels", count(1, MOST_CHANNELS)),
            part("statics", count(0, MOST_UNITS)),
            part("reverting", count(0, MOST_UNITS)),
            part("modes", count(1, MOST_UNITS)),
            part("encoderSize", count(1, MOST_UNITS)),
            part("fieldSize", count(1, MOST_UNITS)),
            part("controlSize", count(1, MOST_UNITS)),
            part("decoderSize", count(0, MOST_UNITS)),
            part("slowest", POSITIVE),
            part("fastest", POSITIVE),
            part("gap", POSITIVE),
            part("features", FEATURES),
            part("steps", count(1, MOST_SDE_STEPS)),
            part("reach", POSITIVE));

    private static final Form<TokenShape> TOKENS = RecordForm.of(
            TokenShape.class,
            part("channels", count(1, MOST_CHANNELS)),
            part("intervals", count(4, MOST_UNITS)),
            part("width", count(1, MOST_UNITS)),
            part("heads", count(1, MOST_HEADS)),
            part("hidden", count(1, MOST_UNITS)),
            part("knots", count(1, MOST_KNOTS)),
            part("steps", count(1, MOST_DEPTH_STEPS)),
            part("read", count(1, MOST_POSITIONS)),
            part("asked", count(1, MOST_POSITIONS)),
            part("gap", POSITIVE),
            part("features", FEATURES));

    private static final Form<NeuralState.Solver> SOLVER = RecordForm.of(
            NeuralState.Solver.class,
            part("relativeTolerance", POSITIVE),
            part("absoluteTolerance", POSITIVE),
            part("mostSteps", count(1, MOST_STEPS)));

    private static final Form<TimeScale> TIME =
            RecordForm.of(TimeScale.class, part("origin", SeriesForms.TIME), part("unit", POSITIVE));

    private static final Form<TimeRegression> REGRESSION =
            RecordForm.of(TimeRegression.class, part("features", FEATURES), part("weights", numbers(NUMBER)));

    private static final Form<Anchor> ANCHOR = RecordForm.of(
            Anchor.class,
            part("share", Form.SHARE),
            part("decay", POSITIVE),
            part("scale", POSITIVE),
            part("growth", SeriesForms.GROWTH));

    private static final Form<LevelPrior> PRIOR =
            RecordForm.of(LevelPrior.class, part("mean", NUMBER), part("deviation", POSITIVE));

    private static final Form<OwnFit> OWN =
            RecordForm.of(OwnFit.class, part("trust", NOT_NEGATIVE), part("forgetting", NOT_NEGATIVE));

    private static final Form<Preparation> SCALERS = RecordForm.of(
            Preparation.class,
            part("time", TIME),
            part("regressions", list(REGRESSION, MOST_CHANNELS)),
            part("anchors", list(ANCHOR, MOST_CHANNELS)),
            part("priors", list(PRIOR, MOST_CHANNELS)),
            part("scales", SeriesForms.SCALES),
            part("context", POSITIVE),
            optional("alike", FLAG, false),
            optional("own", list(OWN, MOST_CHANNELS), List.of()));

    static final List<ModelKind<FittedNeural>> KINDS =
            Arrays.stream(Network.values()).map(NeuralForm::kind).toList();

    private NeuralForm() {}

    private static ModelKind<FittedNeural> kind(Network network) {
        Form<NeuralState.Options> options = RecordForm.of(
                NeuralState.Options.class,
                part("seed", Form.WHOLE),
                part("paths", count(1, SeriesForms.MOST_PATHS)),
                part("dopri5", SOLVER),
                part("shape", shape(network)));
        Form<NeuralState> state = RecordForm.of(
                NeuralState.class,
                part("series", SeriesForms.SCHEMA),
                part("options", options),
                part("scalers", SCALERS),
                part("weights", Form.map(numbers(NUMBER))),
                part("provenance", SeriesForms.provenance(network.text())));
        return new ModelKind<>(
                network.text(),
                state.as(FittedNeural.class, FittedNeural::of, FittedNeural::state),
                fitted -> fitted.state().series());
    }

    private static Form<NeuralShape> shape(Network network) {
        return switch (network) {
            case LATENT_ODE -> of(LATENT_ODE);
            case LATENT_SDE -> of(LATENT_SDE);
            case TOKEN_TRANSFORMER -> of(TOKENS);
            default -> of(rival(network));
        };
    }

    private static Form<RivalShape> rival(Network network) {
        return RecordForm.of(
                RivalShape.class,
                always(Form.choice(Network.class, Map.of(network, network.text())), network),
                part("channels", count(1, MOST_CHANNELS)),
                part("size", count(1, MOST_UNITS)),
                part("hidden", count(1, MOST_UNITS)),
                part("decoderSize", count(0, MOST_UNITS)),
                part("gap", POSITIVE),
                part("features", FEATURES));
    }

    private static <S extends NeuralShape> Form<NeuralShape> of(Form<S> shape) {
        return shape.as(NeuralShape.class, s -> s, shape.type()::cast);
    }
}
