package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.RecordForm.part;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Forms of what every model has: which series it takes, and how it came about. */
final class SeriesForms {

    /** Model files of more channels would not fit anyway. */
    static final int MOST_CHANNELS = 100_000;

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

    private static Json write(Times time) {
        return time.axis() == TimeAxis.CALENDAR ? INSTANT.write(time) : NUMERIC_TIME.write(time);
    }

    private static Times time(Json json, Place place) {
        return json instanceof Json.Text ? INSTANT.read(json, place) : NUMERIC_TIME.read(json, place);
    }
}
