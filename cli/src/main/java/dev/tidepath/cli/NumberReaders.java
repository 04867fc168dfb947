package dev.tidepath.cli;

import java.math.BigDecimal;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers in options, and says in a user's words what is wrong with what is none. */
final class NumberReaders {

    private NumberReaders() {}

    /**
     * Makes a command line read numbers so.
     *
     * @param commands the command line
     */
    static void register(CommandLine commands) {
        commands.registerConverter(Integer.class, text -> read(text, "whole number", BigDecimal::intValueExact));
        commands.registerConverter(Long.class, text -> read(text, "whole number", BigDecimal::longValueExact));
        commands.registerConverter(Double.class, text -> read(text, "number", BigDecimal::doubleValue));
    }

    private static <T> T read(String text, String kind, Function<BigDecimal, T> conversion) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a " + kind);
        }
        try {
            return conversion.apply(number);
        } catch (ArithmeticException e) {
            boolean whole = number.stripTrailingZeros().scale() <= 0;
            throw new TypeConversionException("'" + text + "' is " + (whole ? "too large" : "not a " + kind));
        }
    }
}
