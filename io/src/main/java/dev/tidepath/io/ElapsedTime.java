package dev.tidepath.io;

/** Lengths of time since a start, such as {@code 36:37} or {@code 100:00:07.5}: hours without an end. */
record ElapsedTime() implements TimePattern {

    private static final int MOST_HOUR_DIGITS = 7;
    private static final int NANO_DIGITS = 9;

    @Override
    public Kind kind() {
        return Kind.ELAPSED;
    }

    @Override
    public String text() {
        return "elapsed";
    }

    @Override
    public Outcome read(char[] c, int from, int to, TimeCell cell) {
        int at = from;
        long hours = 0;
        while (at < to && isDigit(c[at]) && at - from < MOST_HOUR_DIGITS) {
            hours = 10 * hours + (c[at++] - '0');
        }
        if (at == from || !isPair(c, at, to)) {
            return Outcome.OTHER;
        }
        int minutes = pair(c, at);
        int seconds = 0;
        int nano = 0;
        int clockDigits = -1;
        at += 3;
        if (isPair(c, at, to)) {
            seconds = pair(c, at);
            clockDigits = 0;
            at += 3;
            if (at + 1 < to && c[at] == '.' && isDigit(c[at + 1])) {
                int scale = 100_000_000;
                for (at++; at < to && isDigit(c[at]) && clockDigits < NANO_DIGITS; at++) {
                    nano += (c[at] - '0') * scale;
                    scale /= 10;
                    clockDigits++;
                }
            }
        }
        if (at < to) {
            return Outcome.OTHER;
        }
        if (minutes > 59 || seconds > 59) {
            return cell.impossible((minutes > 59 ? "minutes" : "seconds") + " run from 00 to 59");
        }
        return cell.setSecond(3_600 * hours + 60L * minutes + seconds, nano, clockDigits);
    }

    /** Whether a colon and two digits come next. */
    private static boolean isPair(char[] c, int at, int to) {
        return at + 3 <= to && c[at] == ':' && isDigit(c[at + 1]) && isDigit(c[at + 2]);
    }

    private static int pair(char[] c, int at) {
        return 10 * (c[at + 1] - '0') + (c[at + 2] - '0');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
