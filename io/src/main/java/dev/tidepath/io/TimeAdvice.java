package dev.tidepath.io;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to say about a cell that is no time.
 *
 * @param code of the message
 * @param why what is wrong with it besides, to follow a sentence; may be empty
 * @param hint what to do
 */
record TimeAdvice(String code, String why, String hint) {

    private static final Pattern TWO_DIGIT_YEAR =
            Pattern.compile("\\d{1,2}([./-])(\\d{1,2}|[A-Za-z]{3,9})\\1\\d{2}\\b(?!\\1).*");
    private static final Pattern ABBREVIATION = Pattern.compile("(.*\\d) ?([A-Z]{2,5})");

    static TimeAdvice on(String text, boolean noneAtAll, List<String> formats) {
        if (!formats.isEmpty()) {
            return new TimeAdvice(
                    "TP-D024",
                    " of the format " + String.join(" or ", formats),
                    "correct the cell, or add its format: --time-format PATTERN");
        }
        if (TWO_DIGIT_YEAR.matcher(text).matches()) {
            return new TimeAdvice(
                    "TP-D027",
                    ": its year has two digits",
                    "name the format, such as --time-format \"dd/MM/yy\"; yy reaches from 1969 to 2068");
        }
        Matcher zone = ABBREVIATION.matcher(text);
        if (zone.matches() && !zone.group(2).equals("AM") && !zone.group(2).equals("PM")) {
            return new TimeAdvice(
                    "TP-D030",
                    ": " + zone.group(2) + " can mean more than one zone",
                    "--zone Europe/Berlin or the like, with a format that has the letters as text: --time-format"
                            + " \"yyyy-MM-dd HH:mm:ss '" + zone.group(2) + "'\"");
        }
        if (noneAtAll && text.chars().noneMatch(Character::isDigit)) {
            return new TimeAdvice("TP-D024", "", "no cell of this column is a time: is it the right one?");
        }
        return new TimeAdvice(
                "TP-D024",
                "",
                "write times as 2024-02-29, 2024-02-29T13:45:00, 2024-02-29T13:45:00Z or plain numbers, or name their"
                        + " format: --time-format PATTERN");
    }
}
