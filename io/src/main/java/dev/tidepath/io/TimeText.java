package dev.tidepath.io;

import dev.tidepath.forecasting.Times;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads one time that a user has typed: an ISO date, an ISO date-time with or without an offset, or a plain number. */
public final class TimeText {

    private TimeText() {}

    /**
     * Reads a time.
     *
     * @param text such as {@code 2024-02-29}, {@code 2024-02-29 13:45}, {@code 2024-02-29T13:45:00+01:00} or {@code 24.5}; a
     *     date is its midnight, and what has no offset is on the clock of UTC, as in files
     * @return a sequence of that one time, or empty if it is none
     */
    public static Optional<Times> parse(String text) {
        Optional<Double> number = BacktestResults.parse(text);
        if (number.isPresent()) {
            return number.map(Times::ofNumbers);
        }
        String iso = text.strip().replace(' ', 'T');
        try {
            if (!iso.contains("T")) {
                return Optional.of(Times.ofInstants(
                        LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant()));
            }
            boolean offset = iso.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d|[+-]\\d\\d)");
            return Optional.of(Times.ofInstants(
                    offset
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
