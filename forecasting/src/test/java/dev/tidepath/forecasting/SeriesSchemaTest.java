package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesSchemaTest {

    private static final ChannelSpec LEVEL = ChannelSpec.target("level");
    private static final ChannelSpec FLOW = new ChannelSpec("flow", Role.TARGET, Domain.POSITIVE);
    private static final ChannelSpec RAIN = new ChannelSpec("rain", Role.KNOWN, Domain.REAL);
    private static final SeriesSchema SCHEMA = new SeriesSchema(List.of(LEVEL, FLOW, RAIN), TimeAxis.NUMERIC);

    private static SeriesSet set(double value, ChannelSpec... specs) {
        return SeriesSet.of(new TimeSeries(
                "a",
                Arrays.stream(specs)
                        .map(s -> new Channel(s, Times.ofNumbers(1), new double[] {value}, new double[] {0.5}))
                        .toList()));
    }

    private static DataException refused(SeriesSet history) {
        DataException e = assertThrows(DataException.class, () -> SCHEMA.select(history));
        assertEquals("TP-D053", e.code());
        return e;
    }

    @Test
    void whatIsNeededIsTakenInTheOrderOfTheFit() {
        SeriesSet exact = set(2, LEVEL, FLOW, RAIN);
        assertSame(exact, SCHEMA.select(exact));
        SeriesSet selected = SCHEMA.select(set(2, RAIN, ChannelSpec.target("x"), FLOW, LEVEL));
        assertEquals(SCHEMA.channels(), selected.specs());
        assertEquals(0.5, selected.series().get(0).channels().get(1).error(0));
    }

    /** Values of a channel are taken for what they were in the fit, if they can be. */
    @Test
    void aDomainIsThatOfTheFit() {
        assertEquals(
                SCHEMA.channels(),
                SCHEMA.select(set(2, LEVEL, ChannelSpec.target("flow"), RAIN)).specs());
        DataException e = refused(set(-2, LEVEL, ChannelSpec.target("flow"), RAIN));
        assertEquals("channel 'flow' was positive when the model was fitted, and is -2.0 now", e.getMessage());
        assertEquals("series 'a'", e.location());
    }

    @Test
    void aChannelOfAnotherRoleIsAnother() {
        DataException e = refused(set(2, LEVEL, FLOW, ChannelSpec.target("rain")));
        assertEquals(
                "the model was fitted on channels [level, flow (positive), rain (known)], the history has [level, flow (positive), rain]",
                e.getMessage());
        assertEquals("give what is missing: rain", e.hint());
        assertEquals(List.of("rain"), SCHEMA.unknown(set(2, LEVEL, FLOW, ChannelSpec.target("rain"))));
    }

    @Test
    void aSchemaForecastsSomethingUnderOneName() {
        assertThrows(IllegalArgumentException.class, () -> new SeriesSchema(List.of(RAIN), TimeAxis.NUMERIC));
        assertThrows(IllegalArgumentException.class, () -> new SeriesSchema(List.of(LEVEL, LEVEL), TimeAxis.NUMERIC));
    }
}
