/** The command line: one class a command, each parses its options, calls the API and prints. */
@NullMarked
package dev.tidepath.cli;

import org.jspecify.annotations.NullMarked;
