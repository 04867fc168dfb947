package dev.tidepath.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;

/** What the CSV parser stumbled over, in the words of a user. */
final class CsvFault {

    private CsvFault() {}

    /** Our own complaint about the text, a failure to read it, a length or a quote. */
    static InputException of(CsvParseException e, String where) throws IOException {
        StringBuilder words = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof InputException ours) {
                return ours;
            }
            if (t instanceof IOException reading) {
                throw reading;
            }
            words.append(t.getMessage()).append(' ');
        }
        String all = words.toString();
        if (all.contains("buffer")) {
            String what = all.contains(RowBuffer.FULL)
                    ? "a row is longer than " + Phrases.number(RowBuffer.MAX_CHARS)
                    : "a cell is longer than " + Phrases.number(SampleRows.longestCell());
            return InputException.data(
                    "TP-D017",
                    where,
                    what + " characters",
                    "check for a quote that is not closed, or for another format");
        }
        return InputException.data(
                "TP-D016",
                where,
                all.contains("after closing quote")
                        ? "text follows a closing quote in the row that starts here"
                        : "a quote that opens in the row that starts here is never closed",
                "close the quote, and write a quote inside quotes twice (\"\")");
    }
}
