package dev.tidepath.io;

/**
 * What to do with what is not as it should be; immutable.
 *
 * @param badRows rows that cannot be read
 * @param duplicates different values of one series, channel and time
 * @param skipEmpty whether value columns in which nothing was observed are left out, rather than refused
 * @param strict whether warnings are errors
 * @param fewestTimes series observed at fewer times are left out: two for training, one where a fitted model forecasts
 */
public record ReadPolicy(OnBadRow badRows, OnDuplicate duplicates, boolean skipEmpty, boolean strict, int fewestTimes) {

    /** What is wrong is refused; series observed once are left out. */
    public static final ReadPolicy USUAL = new ReadPolicy(OnBadRow.FAIL, OnDuplicate.ERROR, false, false, 2);

    /**
     * Checks the number.
     *
     * @param badRows see the component
     * @param duplicates see the component
     * @param skipEmpty see the component
     * @param strict see the component
     * @param fewestTimes see the component
     * @throws IllegalArgumentException if the number of times is neither one nor two
     */
    public ReadPolicy {
        if (fewestTimes < 1 || fewestTimes > 2) {
            throw new IllegalArgumentException("fewest times of a series: " + fewestTimes + ", not 1 or 2");
        }
    }

    /**
     * Says what to do with rows that cannot be read.
     *
     * @param rows what
     * @return a changed copy
     */
    public ReadPolicy badRows(OnBadRow rows) {
        return new ReadPolicy(rows, duplicates, skipEmpty, strict, fewestTimes);
    }

    /**
     * Says what to do with different values of one time.
     *
     * @param values what
     * @return a changed copy
     */
    public ReadPolicy duplicates(OnDuplicate values) {
        return new ReadPolicy(badRows, values, skipEmpty, strict, fewestTimes);
    }

    /**
     * Leaves value columns out in which nothing was observed.
     *
     * @return a changed copy
     */
    public ReadPolicy skippingEmpty() {
        return new ReadPolicy(badRows, duplicates, true, strict, fewestTimes);
    }

    /**
     * Makes warnings errors.
     *
     * @return a changed copy
     */
    public ReadPolicy strictly() {
        return new ReadPolicy(badRows, duplicates, skipEmpty, true, fewestTimes);
    }

    /**
     * Says at how many times a series must have been observed.
     *
     * @param times one or two
     * @return a changed copy
     */
    public ReadPolicy fewestTimes(int times) {
        return new ReadPolicy(badRows, duplicates, skipEmpty, strict, times);
    }
}
