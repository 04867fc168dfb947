package dev.tidepath.forecasting.prepare;

/**
 * How many of a number of observations are learnt from where learning is too dear to be done at each one: all of few, then
 * steps of at most a sixteenth of the history, so that what learning costs is shared by the observations until the next step.
 * A function of the numbers alone: whoever sees as many observations has learnt from the same ones.
 */
public final class LearningPrefix {

    private static final int ALL_OF = 64;
    private static final int SHARE = 16;

    private LearningPrefix() {}

    /**
     * How long the steps are.
     *
     * @param count observations
     * @param most more observations than these make no longer steps
     * @return observations from one step to the next
     */
    public static int step(int count, int most) {
        return count <= ALL_OF ? 1 : Integer.highestOneBit(Math.min(count, most)) / SHARE;
    }

    /**
     * How many of the first observations are learnt from.
     *
     * @param count observations
     * @param most more observations than these make no longer steps
     * @return at most {@code count}
     */
    public static int of(int count, int most) {
        int step = step(count, most);
        return count / step * step;
    }
}
