package dev.tidepath.forecasting;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable sequence of points on one time axis: instants kept as seconds and nanoseconds, or plain numbers. It need
 * not be sorted; {@link TimeSeries} asks for that.
 */
public final class Times {

    private static final long MIN_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final TimeAxis axis;
    private final long[] seconds;
    private final int[] nanos;
    private final double[] numbers;

    private Times(TimeAxis axis, long[] seconds, int[] nanos, double[] numbers) {
        this.axis = axis;
        this.seconds = seconds;
        this.nanos = nanos;
        this.numbers = numbers;
    }

    /**
     * Times on the calendar.
     *
     * @param instants in the years 0001 to 9999
     * @return the same instants
     */
    public static Times ofInstants(List<Instant> instants) {
        long[] s = new long[instants.size()];
        int[] n = new int[instants.size()];
        for (int i = 0; i < s.length; i++) {
            Instant instant = instants.get(i);
            s[i] = instant.getEpochSecond();
            n[i] = instant.getNano();
        }
        return ofEpoch(s, n);
    }

    /**
     * Times on the calendar.
     *
     * @param instants in the years 0001 to 9999
     * @return the same instants
     */
    public static Times ofInstants(Instant... instants) {
        return ofInstants(Arrays.asList(instants));
    }

    /**
     * Times on the calendar as seconds since 1970-01-01T00:00Z and nanoseconds of the second.
     *
     * @param epochSeconds copied
     * @param nanosOfSecond from 0 to 999,999,999, as many as seconds; copied
     * @return the times
     */
    public static Times ofEpoch(long[] epochSeconds, int[] nanosOfSecond) {
        if (epochSeconds.length != nanosOfSecond.length) {
            throw new IllegalArgumentException(
                    "as many nanoseconds as seconds: " + epochSeconds.length + " and " + nanosOfSecond.length);
        }
        for (int i = 0; i < epochSeconds.length; i++) {
            if (epochSeconds[i] < MIN_SECOND || epochSeconds[i] > MAX_SECOND) {
                throw new IllegalArgumentException(
                        "time " + i + " is outside the years 0001 to 9999: " + epochSeconds[i] + " s since 1970");
            }
            if (nanosOfSecond[i] < 0 || nanosOfSecond[i] > 999_999_999) {
                throw new IllegalArgumentException("nanoseconds of time " + i + ": " + nanosOfSecond[i]);
            }
        }
        return new Times(TimeAxis.CALENDAR, epochSeconds.clone(), nanosOfSecond.clone(), new double[0]);
    }

    /**
     * Times on a numeric axis.
     *
     * @param numbers finite; copied
     * @return the times
     */
    public static Times ofNumbers(double... numbers) {
        double[] kept = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                throw new IllegalArgumentException("time " + i + " is not finite: " + numbers[i]);
            }
            kept[i] = numbers[i] + 0.0; // minus zero and zero are one time
        }
        return new Times(TimeAxis.NUMERIC, new long[0], new int[0], kept);
    }

    /**
     * The kind of axis.
     *
     * @return calendar or numeric
     */
    public TimeAxis axis() {
        return axis;
    }

    /**
     * How many times there are.
     *
     * @return zero or more
     */
    public int size() {
        return axis == TimeAxis.CALENDAR ? seconds.length : numbers.length;
    }

    /**
     * One time of a calendar axis.
     *
     * @param i index
     * @return the instant
     * @throws IllegalStateException on a numeric axis
     */
    public Instant instant(int i) {
        require(TimeAxis.CALENDAR);
        return Instant.ofEpochSecond(seconds[i], nanos[i]);
    }

    /**
     * One time of a numeric axis.
     *
     * @param i index
     * @return the number
     * @throws IllegalStateException on a calendar axis
     */
    public double number(int i) {
        require(TimeAxis.NUMERIC);
        return numbers[i];
    }

    /**
     * The distance between one time and a time of another sequence on the same axis, exact before rounding to a
     * {@code double}.
     *
     * @param i index here
     * @param origin sequence to measure from
     * @param j index there
     * @return this time minus the other: seconds on a calendar axis, else the axis's own unit
     */
    public double since(int i, Times origin, int j) {
        origin.require(axis);
        return axis == TimeAxis.CALENDAR
                ? (double) (seconds[i] - origin.seconds[j]) + 1e-9 * (nanos[i] - origin.nanos[j])
                : numbers[i] - origin.numbers[j];
    }

    /**
     * The median distance of neighbours; of two in the middle, the longer one.
     *
     * @return seconds on a calendar axis, else the axis's own unit; zero if there are no neighbours
     */
    public double medianGap() {
        double[] gaps = new double[Math.max(0, size() - 1)];
        Arrays.setAll(gaps, i -> since(i + 1, this, i));
        Arrays.sort(gaps);
        return gaps.length == 0 ? 0 : gaps[gaps.length / 2];
    }

    /**
     * Compares a time with a time of another sequence on the same axis.
     *
     * @param i index here
     * @param other other sequence
     * @param j index there
     * @return negative, zero or positive as this time is earlier, equal or later
     */
    public int compare(int i, Times other, int j) {
        other.require(axis);
        if (axis == TimeAxis.NUMERIC) {
            return Double.compare(numbers[i], other.numbers[j]);
        }
        int bySecond = Long.compare(seconds[i], other.seconds[j]);
        return bySecond != 0 ? bySecond : Integer.compare(nanos[i], other.nanos[j]);
    }

    /**
     * A run of these times.
     *
     * @param from first index
     * @param to index after the last
     * @return the times in between
     */
    public Times slice(int from, int to) {
        return axis == TimeAxis.CALENDAR
                ? new Times(axis, Arrays.copyOfRange(seconds, from, to), Arrays.copyOfRange(nanos, from, to), numbers)
                : new Times(axis, seconds, nanos, Arrays.copyOfRange(numbers, from, to));
    }

    /** A run of these times in arrays of another length, for one that owns the copy and goes on by {@link #set}. */
    Times resized(int from, int to, int length) {
        boolean calendar = axis == TimeAxis.CALENDAR;
        return new Times(
                axis,
                calendar ? Arrays.copyOf(Arrays.copyOfRange(seconds, from, to), length) : seconds,
                calendar ? Arrays.copyOf(Arrays.copyOfRange(nanos, from, to), length) : nanos,
                calendar ? numbers : Arrays.copyOf(Arrays.copyOfRange(numbers, from, to), length));
    }

    /** Writes a time of a sequence of one into a {@link #resized} copy that nobody else has. */
    void set(int i, Times one) {
        one.require(axis);
        if (axis == TimeAxis.CALENDAR) {
            seconds[i] = one.seconds[0];
            nanos[i] = one.nanos[0];
        } else {
            numbers[i] = one.numbers[0];
        }
    }

    /**
     * One time as text: ISO-8601 on a calendar axis, else the number.
     *
     * @param i index
     * @return text for messages
     */
    public String text(int i) {
        return axis == TimeAxis.CALENDAR ? instant(i).toString() : Double.toString(numbers[i]);
    }

    private void require(TimeAxis expected) {
        if (axis != expected) {
            throw new IllegalStateException("these times are " + axis + ", not " + expected);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Times t
                && axis == t.axis
                && Arrays.equals(seconds, t.seconds)
                && Arrays.equals(nanos, t.nanos)
                && Arrays.equals(numbers, t.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(seconds) + Arrays.hashCode(nanos)) + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return size() == 0 ? "Times[]" : "Times[" + size() + ": " + text(0) + " … " + text(size() - 1) + "]";
    }
}
