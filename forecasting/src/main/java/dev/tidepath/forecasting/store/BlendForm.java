package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.NUMBER;
import static dev.tidepath.forecasting.store.Form.POSITIVE;
import static dev.tidepath.forecasting.store.Form.SHARE;
import static dev.tidepath.forecasting.store.Form.count;
import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.Form.numbers;
import static dev.tidepath.forecasting.store.Form.present;
import static dev.tidepath.forecasting.store.RecordForm.optional;
import static dev.tidepath.forecasting.store.RecordForm.part;
import static dev.tidepath.forecasting.store.SeriesForms.MOST_CHANNELS;

import dev.tidepath.forecasting.blend.FittedBlend;
import dev.tidepath.forecasting.blend.ScoreFlow;
import dev.tidepath.forecasting.blend.Widening;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form of blended models, which are whole models inside. */
final class BlendForm {

    private static final int MOST_MEMBERS = 64;
    private static final int MOST_STRETCHES = 1_000;
    private static final int MOST_FLOWS = 64;
    private static final int MOST_FLOW_CHANNELS = 256;
    private static final int MOST_UNITS = 256;

    private static final Form<FittedBlend.Member> MEMBER =
            RecordForm.of(FittedBlend.Member.class, part("name", Form.TEXT), part("forecaster", ModelForm.INSIDE));

    private static final Form<Widening> WIDENING = RecordForm.of(
            Widening.class,
            part("inner", POSITIVE),
            part("outer", POSITIVE),
            optional("half", POSITIVE, 1.0),
            optional("fifth", POSITIVE, 1.0));

    private static final Form<ScoreFlow> FLOW = RecordForm.of(
                    ScoreFlow.State.class,
                    part("channels", count(1, MOST_FLOW_CHANNELS)),
                    part("units", count(1, MOST_UNITS)),
                    optional("keepsMedian", Form.FLAG, false),
                    part("weights", list(numbers(NUMBER), MOST_FLOWS)))
            .as(ScoreFlow.class, ScoreFlow::of, ScoreFlow::state);

    private static final Form<List<double[]>> SHARES = list(numbers(SHARE), MOST_CHANNELS);

    static final List<ModelKind<FittedBlend>> KINDS =
            Stream.of("auto", "calibrated", "ensemble").map(BlendForm::kind).toList();

    private BlendForm() {}

    private static ModelKind<FittedBlend> kind(String name) {
        return new ModelKind<>(
                name,
                RecordForm.of(
                        FittedBlend.class,
                        part("members", list(MEMBER, MOST_MEMBERS)),
                        part("shares", Form.map(SHARES)),
                        part("common", SHARES),
                        part("buckets", RecordForm.of(LeadBuckets.class, part("ends", list(POSITIVE, MOST_STRETCHES)))),
                        part("widenings", list(list(WIDENING, MOST_STRETCHES), MOST_CHANNELS)),
                        optional("flow", present(FLOW), Optional.empty()),
                        part("series", SeriesForms.SCHEMA),
                        part("provenance", SeriesForms.provenance(name))),
                FittedBlend::series);
    }
}
