package dev.tidepath.io;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes compact JSON that may stand inside a {@code script} element: no character of a text can end the element, begin a
 * comment or a line.
 */
final class PlotJson {

    private final Appendable out;
    private boolean first = true;

    PlotJson(Appendable out) {
        this.out = out;
    }

    PlotJson open(char bracket) throws IOException {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    PlotJson close(char bracket) throws IOException {
        out.append(bracket);
        first = false;
        return this;
    }

    PlotJson name(String name) throws IOException {
        separate();
        quote(name);
        out.append(':');
        first = true;
        return this;
    }

    PlotJson text(String value) throws IOException {
        separate();
        quote(value);
        return this;
    }

    PlotJson number(double value) throws IOException {
        return raw(Double.isFinite(value) ? DecimalText.exact(value) : "null");
    }

    PlotJson whole(long value) throws IOException {
        return raw(Long.toString(value));
    }

    PlotJson decimal(BigDecimal value) throws IOException {
        return raw(DecimalText.text(value));
    }

    /**
     * Writes an array of numbers, rounded.
     *
     * @param values not finite ones become {@code null}
     * @param places decimal places that are kept, negative ones before the point
     */
    PlotJson rounded(double[] values, int places) throws IOException {
        open('[');
        for (double v : values) {
            raw(
                    Double.isFinite(v)
                            ? DecimalText.text(new BigDecimal(v).setScale(places, RoundingMode.HALF_EVEN))
                            : "null");
        }
        return close(']');
    }

    PlotJson exact(double[] values) throws IOException {
        open('[');
        for (double v : values) {
            number(v);
        }
        return close(']');
    }

    private PlotJson raw(String token) throws IOException {
        separate();
        out.append(token);
        return this;
    }

    private void separate() throws IOException {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String s) throws IOException {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c < ' ' || "\"\\<>&\u2028\u2029\u007f".indexOf(c) >= 0 || Character.isSurrogate(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
