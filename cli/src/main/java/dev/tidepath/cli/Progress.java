package dev.tidepath.cli;

/**
 * How far some work is, to be shown.
 *
 * @param task the work in one word, such as {@code training}
 * @param done how much is done
 * @param total how much there is in all
 * @param noun what is counted, such as {@code iterations}
 * @param detail how it goes, in a few words
 */
record Progress(String task, int done, int total, String noun, String detail) {}
