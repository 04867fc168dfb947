package dev.tidepath.cli;

import dev.tidepath.forecasting.Domain;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads domains as they are written on the command line. */
final class DomainText {

    private static final Pattern BOUNDS =
            Pattern.compile("([+-]?[\\d.]+(?:[eE][+-]?\\d+)?)\\.\\.([+-]?[\\d.]+(?:[eE][+-]?\\d+)?)");

    private DomainText() {}

    /**
     * Reads a domain.
     *
     * @param text such as {@code positive} or {@code 0..100}
     * @return the domain
     * @throws UsageException if it is none
     */
    static Domain parse(String text) {
        return switch (text) {
            case "real" -> Domain.REAL;
            case "positive" -> Domain.POSITIVE;
            case "count" -> Domain.COUNT;
            default -> bounds(text);
        };
    }

    private static Domain bounds(String text) {
        Matcher bounds = BOUNDS.matcher(text);
        try {
            if (bounds.matches()) {
                return Domain.bounded(Double.parseDouble(bounds.group(1)), Double.parseDouble(bounds.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("--domain " + text + ": bounds are numbers and increase, such as 0..100");
        }
        throw new UsageException("--domain " + text + ": a domain is positive, count, real or bounds such as 0..100");
    }
}
