package dev.tidepath.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The streams a command works with.
 *
 * @param in standard input
 * @param out standard output: data, nothing else
 * @param err standard error: talk
 * @param interactive whether a person watches, who may be shown a progress bar
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {}
