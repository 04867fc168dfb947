package dev.tidepath.io;

import java.util.List;

/** Notices plain numbers in a time column that look like dates in disguise; they are taken as numbers all the same. */
final class NumericTimes {

    private static final double FIRST_SECOND = 5e8;
    private static final double LAST_SECOND = 5e9;
    private static final double FIRST_SERIAL = 36_526;
    private static final double LAST_SERIAL = 55_153;

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean compactDates = true;

    void add(double number) {
        min = Math.min(min, number);
        max = Math.max(max, number);
        compactDates &= isCompactDate(number);
    }

    private static boolean isCompactDate(double number) {
        if (number != Math.rint(number) || number < 1000_01_01 || number > 2999_12_31) {
            return false;
        }
        int day = (int) number % 100;
        int month = (int) number / 100 % 100;
        return day >= 1 && day <= 31 && month >= 1 && month <= 12;
    }

    void addNote(String column, List<String> notes) {
        String suspicion = suspicion();
        if (!suspicion.isEmpty()) {
            notes.add("the numbers in '" + column + "', from " + DecimalText.exact(min) + " to "
                    + DecimalText.exact(max) + ", look like " + suspicion + "; they are taken as plain numbers");
        }
    }

    private String suspicion() {
        if (compactDates) {
            return "dates without dashes (write 2024-02-29 for a calendar)";
        }
        if (within(FIRST_SECOND, LAST_SECOND)) {
            return "seconds since 1970";
        }
        if (within(1e3 * FIRST_SECOND, 1e3 * LAST_SECOND)) {
            return "milliseconds since 1970";
        }
        if (within(FIRST_SERIAL, LAST_SERIAL)) {
            return "a spreadsheet's day numbers";
        }
        return "";
    }

    private boolean within(double low, double high) {
        return min >= low && max <= high;
    }
}
