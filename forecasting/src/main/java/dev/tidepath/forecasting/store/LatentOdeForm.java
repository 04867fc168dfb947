package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.NOT_NEGATIVE;
import static dev.tidepath.forecasting.store.Form.NUMBER;
import static dev.tidepath.forecasting.store.Form.POSITIVE;
import static dev.tidepath.forecasting.store.Form.count;
import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.Form.numbers;
import static dev.tidepath.forecasting.store.RecordForm.part;
import static dev.tidepath.forecasting.store.SeriesForms.MOST_CHANNELS;

import dev.tidepath.forecasting.model.FittedLatentOde;
import dev.tidepath.forecasting.model.LatentOdeShape;
import dev.tidepath.forecasting.model.LatentOdeState;
import dev.tidepath.forecasting.prepare.Anchor;
import dev.tidepath.forecasting.prepare.LevelPrior;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.TimeRegression;
import dev.tidepath.forecasting.prepare.TimeScale;
import dev.tidepath.latent.TimeFeatures;

/** The form of a trained latent ODE. The limits keep a damaged file from asking for networks that fit in no memory. */
final class LatentOdeForm {

    private static final String NAME = "latent-ode";

    private static final int MOST_UNITS = 4096;
    private static final int MOST_CYCLES = 1000;
    private static final int MOST_STEPS = 1_000_000;

    private static final Form<TimeFeatures.Cycle> CYCLE = RecordForm.of(
            TimeFeatures.Cycle.class, part("angularFrequency", POSITIVE), part("harmonics", count(1, MOST_UNITS)));

    private static final Form<TimeFeatures> FEATURES = RecordForm.of(
            TimeFeatures.class,
            part("trendCentre", NUMBER),
            part("trendScale", NOT_NEGATIVE),
            part("cycles", list(CYCLE, MOST_CYCLES)));

    private static final Form<LatentOdeShape> SHAPE = RecordForm.of(
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
            part("features", FEATURES));

    private static final Form<LatentOdeState.Solver> SOLVER = RecordForm.of(
            LatentOdeState.Solver.class,
            part("relativeTolerance", POSITIVE),
            part("absoluteTolerance", POSITIVE),
            part("mostSteps", count(1, MOST_STEPS)));

    private static final Form<LatentOdeState.Options> OPTIONS = RecordForm.of(
            LatentOdeState.Options.class,
            part("seed", Form.WHOLE),
            part("paths", count(1, SeriesForms.MOST_PATHS)),
            part("dopri5", SOLVER),
            part("shape", SHAPE));

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

    private static final Form<Preparation> SCALERS = RecordForm.of(
            Preparation.class,
            part("time", TIME),
            part("regressions", list(REGRESSION, MOST_CHANNELS)),
            part("anchors", list(ANCHOR, MOST_CHANNELS)),
            part("priors", list(PRIOR, MOST_CHANNELS)),
            part("scales", SeriesForms.SCALES),
            part("context", POSITIVE));

    private static final Form<LatentOdeState> STATE = RecordForm.of(
            LatentOdeState.class,
            part("series", SeriesForms.SCHEMA),
            part("options", OPTIONS),
            part("scalers", SCALERS),
            part("weights", Form.map(numbers(NUMBER))),
            part("provenance", SeriesForms.provenance(NAME)));

    static final ModelKind<FittedLatentOde> KIND = new ModelKind<>(
            NAME,
            STATE.as(FittedLatentOde.class, FittedLatentOde::of, FittedLatentOde::state),
            fitted -> fitted.state().series());

    private LatentOdeForm() {}
}
