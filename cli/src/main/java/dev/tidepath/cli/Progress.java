package dev.tidepath.cli;

/**
 * How far some work is, to be shown.
 *
 * @param task the work in one word, such as {@code training}
 * @param done how much is done
 * @param total how much there is in all, or {@link #UNKNOWN}
 * @param noun what is counted, such as {@code iterations}
 * @param detail how it goes, in a few words; may be empty
 */
record Progress(String task, int done, int total, String noun, String detail) {

    /** The total of work whose end is not known. */
    static final int UNKNOWN = -1;
}
