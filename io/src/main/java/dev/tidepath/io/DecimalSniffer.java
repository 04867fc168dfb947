package dev.tidepath.io;

import java.util.Optional;

/** Finds out whether the numbers of a file have a decimal point or a decimal comma, from cells that have a mark. */
final class DecimalSniffer {

    private static final int GROUP = 3;

    private final Origin origin;
    private long commas;
    private long points;
    private long otherCommas;
    private long groups;
    private String commaExample = "";
    private long commaLine;
    private String eitherExample = "";
    private String eitherWhere = "";

    DecimalSniffer(Origin origin) {
        this.origin = origin;
    }

    /** Looks at a cell. */
    void add(char[] c, int from, int to, long line, ColumnRef column) {
        int commaCount = 0;
        int pointCount = 0;
        int firstComma = -1;
        int last = -1;
        int start = from < to && isSign(c[from]) ? from + 1 : from;
        int end = start;
        for (int i = start; i < to; i++, end++) {
            if (c[i] == ',') {
                commaCount++;
                firstComma = firstComma < 0 ? i : firstComma;
                last = i;
            } else if (c[i] == '.') {
                pointCount++;
                last = i;
            } else if (c[i] < '0' || c[i] > '9') {
                break;
            }
        }
        if (commaCount + pointCount == 0 || (end < to && c[end] != 'e' && c[end] != 'E' && c[end] != '%')) {
            return;
        }
        if (commaCount == 0) {
            points += pointCount == 1 && !isGroupLike(c, start, last, end) ? 1 : 0;
        } else if (pointCount > 0) {
            addBoth(c, from, to, line, commaCount, pointCount, last);
        } else if (commaCount > 1) {
            groups++;
        } else if (isGroupLike(c, start, firstComma, end)) {
            otherCommas++;
            if (eitherExample.isEmpty()) {
                eitherExample = new String(c, from, to - from);
                eitherWhere = origin.at(line, column);
            }
        } else {
            addComma(c, from, to, line);
        }
    }

    private void addBoth(char[] c, int from, int to, long line, int commaCount, int pointCount, int last) {
        if (c[last] == ',' && commaCount == 1) {
            addComma(c, from, to, line);
        } else if (c[last] == '.' && pointCount == 1) {
            points++;
        }
    }

    private void addComma(char[] c, int from, int to, long line) {
        if (commas++ == 0) {
            commaExample = new String(c, from, to - from);
            commaLine = line;
        }
    }

    /** Whether one to three digits, not from a zero, stand before the mark and three after it. */
    private static boolean isGroupLike(char[] c, int start, int mark, int end) {
        int before = mark - start;
        return before >= 1 && before <= GROUP && end - mark - 1 == GROUP && c[start] != '0';
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+' || c == '\u2212';
    }

    /** Whether what was seen decides. */
    boolean isDecided(NumberStyle style) {
        return style.decimal().isPresent()
                || style.grouping().isPresent()
                || commas + points + groups > 0
                || otherCommas == 0;
    }

    /** The style with its decimal mark; refuses numbers that could be read in two ways. */
    NumberStyle decide(NumberStyle style, Remarks remarks) {
        if (style.decimal().isPresent()) {
            return style;
        }
        Optional<Character> grouping = style.grouping();
        if (grouping.isPresent() && (grouping.get() == '.' || grouping.get() == ',')) {
            return style.decimal(grouping.get() == '.' ? ',' : '.');
        }
        if (!isDecided(style)) {
            throw InputException.data(
                    "TP-D009",
                    eitherWhere,
                    Phrases.quote(eitherExample) + " could be " + eitherExample.replace(',', '.') + " or "
                            + eitherExample.replace(",", "") + ", and no number in the file tells",
                    "--decimal , if it is a decimal comma, or --grouping , if it stands between thousands");
        }
        if (commas > 0 && points == 0) {
            remarks.note("numbers have a decimal comma: " + Phrases.count(commas, "number") + " such as "
                    + Phrases.quote(commaExample) + " (" + origin.rowWord() + " " + commaLine
                    + ") and none with a point");
            return style.decimal(',');
        }
        return style.decimal('.');
    }
}
