package dev.tidepath.io;

import java.time.LocalDate;

/** A spreadsheet's day numbers: days since 1899-12-30, the clock as a fraction of the day, to the millisecond. */
record SerialDay() implements TimePattern {

    private static final long DAY_ZERO = LocalDate.of(1899, 12, 30).toEpochDay();
    private static final long MILLIS_PER_DAY = 86_400_000L;

    /** Spreadsheets count a February 29, 1900, so smaller numbers are a day off. */
    private static final double FIRST = 61;

    private static final double LAST = 2_958_466;

    /** The date of a day number. */
    static LocalDate date(double serial) {
        return LocalDate.ofEpochDay(DAY_ZERO + (long) Math.floor(serial));
    }

    @Override
    public Kind kind() {
        return Kind.LOCAL;
    }

    @Override
    public String text() {
        return "excel";
    }

    @Override
    public Outcome read(char[] c, int from, int to, TimeCell cell) {
        DecimalCell decimal = cell.decimal();
        if (decimal.parse(c, from, to) != DecimalCell.Outcome.NUMBER) {
            return Outcome.OTHER;
        }
        double serial = decimal.value();
        if (serial < FIRST || serial >= LAST) {
            return cell.impossible("day numbers run from 61 (1900-03-01) to 2958465 (9999-12-31)");
        }
        long millis = Math.round(serial * MILLIS_PER_DAY);
        long second = Math.floorDiv(millis, 1_000L) + DAY_ZERO * TimeCell.SECONDS_PER_DAY;
        int milli = (int) Math.floorMod(millis, 1_000L);
        cell.begin();
        return cell.setSecond(second, 1_000_000 * milli, milli != 0 ? 3 : second % 60 != 0 ? 0 : -1);
    }
}
