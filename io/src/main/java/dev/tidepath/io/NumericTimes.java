package dev.tidepath.io;

/** Notices plain numbers in a time column that look like a spreadsheet's dates; they are taken as numbers all the same. */
final class NumericTimes {

    private static final double FIRST_SERIAL = 36_526;
    private static final double LAST_SERIAL = 55_153;

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double number) {
        min = Math.min(min, number);
        max = Math.max(max, number);
    }

    void addRemark(String column, Remarks remarks) {
        if (min >= FIRST_SERIAL && max <= LAST_SERIAL) {
            remarks.warn("TP-D037: the numbers in '" + column + "', from " + DecimalText.exact(min) + " to "
                    + DecimalText.exact(max) + ", look like a spreadsheet's days (" + date(min) + " to " + date(max)
                    + "); they are taken as plain numbers (--time-format excel takes them as dates)");
        }
    }

    private static String date(double serial) {
        return SerialDay.date(serial).toString();
    }
}
