package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.FLAG;
import static dev.tidepath.forecasting.store.Form.NUMBER;
import static dev.tidepath.forecasting.store.Form.POSITIVE;
import static dev.tidepath.forecasting.store.Form.count;
import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.RecordForm.part;
import static dev.tidepath.forecasting.store.SeriesForms.MOST_CHANNELS;

import dev.tidepath.forecasting.model.FittedStateSpace;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.StateSpaceForecaster.Sharing;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.forecasting.statespace.Member;
import dev.tidepath.forecasting.statespace.Normalisation;
import dev.tidepath.forecasting.statespace.Season;
import dev.tidepath.forecasting.statespace.Structure;
import dev.tidepath.forecasting.statespace.Trend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The form of fitted state-space models. */
final class StateSpaceForm {

    private static final int MOST_PARAMETERS = 256;

    private static final Form<Trend> TREND = Form.choice(
            Trend.class,
            Map.of(Trend.NONE, "none", Trend.DRIFT, "drift", Trend.LINEAR, "linear", Trend.DAMPED, "damped"));

    private static final Form<Season> SEASON =
            RecordForm.of(Season.class, part("period", POSITIVE), part("harmonics", count(1, Season.MOST_HARMONICS)));

    private static final Form<Structure> STRUCTURE = RecordForm.of(
            Structure.class,
            part("randomLevel", FLAG),
            part("trend", TREND),
            part("seasons", list(SEASON, ModelSettings.MOST_PERIODS)),
            part("evolving", FLAG),
            part("autoregressive", count(0, Structure.MOST_AUTOREGRESSIVE)),
            part("movingAverage", count(0, Structure.MOST_AUTOREGRESSIVE)),
            part("covariates", FLAG));

    private static final Form<Member> MEMBER = RecordForm.of(
            Member.class,
            part("structure", STRUCTURE),
            part("parameters", list(NUMBER, MOST_PARAMETERS)),
            part("variance", POSITIVE),
            part("weight", Form.SHARE));

    private static final Form<Normalisation> NORMALISATION = RecordForm.of(
            Normalisation.class,
            part("transform", SeriesForms.TRANSFORM),
            part("centre", NUMBER),
            part("scale", POSITIVE));

    private static final Form<FittedChannel> CHANNEL = RecordForm.of(
            FittedChannel.class,
            part("members", list(MEMBER, FittedChannel.MOST_MEMBERS)),
            part("normalisation", NORMALISATION),
            part("unit", POSITIVE),
            part("criterion", NUMBER));

    /** A kind for series on their own, and one for series that share their models. */
    static final List<ModelKind<FittedStateSpace>> KINDS =
            Arrays.stream(Sharing.values()).map(StateSpaceForm::kind).toList();

    private StateSpaceForm() {}

    private static ModelKind<FittedStateSpace> kind(Sharing sharing) {
        return new ModelKind<>(
                sharing.model(),
                RecordForm.of(
                        FittedStateSpace.class,
                        part("series", SeriesForms.SCHEMA),
                        part("bySeries", Form.map(list(CHANNEL, MOST_CHANNELS))),
                        part("pooled", list(CHANNEL, MOST_CHANNELS)),
                        part("options", SeriesForms.SAMPLING),
                        SeriesForms.THREADS,
                        part("provenance", SeriesForms.provenance(sharing.model()))),
                FittedStateSpace::series);
    }
}
