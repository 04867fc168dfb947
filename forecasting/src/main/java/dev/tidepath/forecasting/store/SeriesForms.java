package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.RecordForm.part;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.SamplingOptions;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.Scales;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forms of what models share: which series they take, how they came about, and their plainest parts. */
final class SeriesForms {

    /** Model files of more channels would not fit anyway. */
    static final int MOST_CHANNELS = 100_000;

    /** A forecast of more paths would not fit anyway. */
    static final int MOST_PATHS = 100_000;

    private static final Form<Role> ROLE =
            Form.choice(Role.class, Map.of(Role.TARGET, "target", Role.PAST, "past", Role.KNOWN, "known"));

    private static final Form<Domain.Kind> DOMAIN_KIND = Form.choice(
            Domain.Kind.class,
            Map.of(
                    Domain.Kind.REAL, "real",
                    Domain.Kind.POSITIVE, "positive",
                    Domain.Kind.BOUNDED, "bounded",
                    Domain.Kind.COUNT, "count"));

    private static final Form<Domain> DOMAIN = new Form<>(Domain.class, SeriesForms::write, SeriesForms::domain);

    private static final Form<ChannelSpec> CHANNEL =
            RecordForm.of(ChannelSpec.class, part("name", Form.TEXT), part("role", ROLE), part("domain", DOMAIN));

    private static final Form<TimeAxis> AXIS =
            Form.choice(TimeAxis.class, Map.of(TimeAxis.CALENDAR, "calendar", TimeAxis.NUMERIC, "numeric"));

    /** Channels and time axis. */
    static final Form<SeriesSchema> SCHEMA = RecordForm.of(
            SeriesSchema.class, part("channels", Form.list(CHANNEL, MOST_CHANNELS)), part("timeAxis", AXIS));

    /** One time: an ISO-8601 instant on a calendar axis, else a number. */
    static final Form<Times> TIME = new Form<>(Times.class, SeriesForms::write, SeriesForms::time);

    private static final Form<Times> INSTANT = Form.TEXT.as(
            Times.class,
            text -> Times.ofInstants(Instant.parse(text)),
            times -> times.instant(0).toString());

    private static final Form<Times> NUMERIC_TIME =
            Form.NUMBER.as(Times.class, number -> Times.ofNumbers(number), times -> times.number(0));

    /** Growth of an error with the lead. */
    static final Form<ErrorGrowth> GROWTH = RecordForm.of(
            ErrorGrowth.class,
            part("noise", Form.NOT_NEGATIVE),
            part("walk", Form.NOT_NEGATIVE),
            part("slope", Form.NOT_NEGATIVE));

    /** Scales of values. */
    static final Form<Scales> SCALES =
            RecordForm.of(Scales.class, part("pooled", Form.numbers(Form.POSITIVE)), part("detrended", Form.FLAG));

    /** How sample paths are drawn. */
    static final Form<SamplingOptions> SAMPLING =
            RecordForm.of(SamplingOptions.class, part("seed", Form.WHOLE), part("paths", Form.count(1, MOST_PATHS)));

    /** Threads are the machine's matter, not the file's. */
    static final RecordForm.Part<Integer> THREADS =
            RecordForm.always(Form.count(1, Integer.MAX_VALUE), ModelSettings.DEFAULTS.threads());

    private static final Form<ValueTransform.Kind> TRANSFORM_KIND = Form.choice(
            ValueTransform.Kind.class,
            Map.of(
                    ValueTransform.Kind.IDENTITY, "identity",
                    ValueTransform.Kind.LOG, "log",
                    ValueTransform.Kind.LOG1P, "log1p",
                    ValueTransform.Kind.BOX_COX, "box-cox",
                    ValueTransform.Kind.LOGIT, "logit"));

    /** A transform of values. */
    static final Form<ValueTransform> TRANSFORM =
            new Form<>(ValueTransform.class, SeriesForms::write, SeriesForms::transform);

    private SeriesForms() {}

    /** How a model of a name came about: texts by name. */
    static Form<Provenance> provenance(String model) {
        return Form.map(Form.TEXT).as(Provenance.class, facts -> new Provenance(model, facts), Provenance::facts);
    }

    private static Json write(Domain domain) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("kind", DOMAIN_KIND.write(domain.kind()));
        if (domain.kind() == Domain.Kind.BOUNDED) {
            fields.put("low", Form.NUMBER.write(domain.low()));
            fields.put("high", Form.NUMBER.write(domain.high()));
        }
        return new Json.Fields(fields);
    }

    private static Domain domain(Json json, Place place) {
        FieldReader reader = new FieldReader(json, place);
        Domain domain = switch (reader.take("kind", DOMAIN_KIND)) {
            case REAL -> Domain.REAL;
            case POSITIVE -> Domain.POSITIVE;
            case COUNT -> Domain.COUNT;
            case BOUNDED -> bounded(reader.take("low", Form.NUMBER), reader.take("high", Form.NUMBER), place);
        };
        reader.end();
        return domain;
    }

    private static Domain bounded(double low, double high, Place place) {
        if (!(low < high)) {
            throw place.wrong("the bounds " + low + " and " + high + " do not increase");
        }
        return Domain.bounded(low, high);
    }

    private static Json write(ValueTransform transform) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("kind", TRANSFORM_KIND.write(transform.kind()));
        if (transform.kind() == ValueTransform.Kind.BOX_COX) {
            fields.put("lambda", Form.NUMBER.write(transform.lambda()));
        } else if (transform.kind() == ValueTransform.Kind.LOGIT) {
            fields.put("low", Form.NUMBER.write(transform.low()));
            fields.put("high", Form.NUMBER.write(transform.high()));
        }
        return new Json.Fields(fields);
    }

    private static ValueTransform transform(Json json, Place place) {
        FieldReader reader = new FieldReader(json, place);
        ValueTransform transform = switch (reader.take("kind", TRANSFORM_KIND)) {
            case IDENTITY -> ValueTransform.IDENTITY;
            case LOG -> ValueTransform.LOG;
            case LOG1P -> ValueTransform.LOG1P;
            case BOX_COX -> ValueTransform.boxCox(reader.take("lambda", Form.NUMBER));
            case LOGIT -> {
                Domain bounds = bounded(reader.take("low", Form.NUMBER), reader.take("high", Form.NUMBER), place);
                yield ValueTransform.logit(bounds.low(), bounds.high());
            }
        };
        reader.end();
        return transform;
    }

    private static Json write(Times time) {
        return time.axis() == TimeAxis.CALENDAR ? INSTANT.write(time) : NUMERIC_TIME.write(time);
    }

    private static Times time(Json json, Place place) {
        return json instanceof Json.Text ? INSTANT.read(json, place) : NUMERIC_TIME.read(json, place);
    }
}
