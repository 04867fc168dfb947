package dev.tidepath.io;

import java.time.Instant;

/** One time while rows are read: an instant or a number; overwritten by the next row's. */
final class Stamp {

    private static final long MIN_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private boolean numeric;
    private long second;
    private int nano;
    private double number;

    static boolean isInRange(long second) {
        return second >= MIN_SECOND && second <= MAX_SECOND;
    }

    /** Sets an instant; false, and nothing set, if it is outside the years 0001 to 9999. */
    boolean setInstant(long newSecond, int newNano) {
        if (!isInRange(newSecond)) {
            return false;
        }
        numeric = false;
        second = newSecond;
        nano = newNano;
        return true;
    }

    /** Sets an instant; false, and nothing set, if it is outside the years 0001 to 9999. */
    boolean setInstant(Instant instant) {
        return setInstant(instant.getEpochSecond(), instant.getNano());
    }

    void setNumber(double newNumber) {
        numeric = true;
        number = newNumber + 0.0;
    }

    boolean isNumeric() {
        return numeric;
    }

    long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    double number() {
        return number;
    }
}
