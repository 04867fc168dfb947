package dev.tidepath.examples;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a program's figures have to keep to, and which of them do not. */
final class Bars {

    private final List<String> missed = new ArrayList<>();

    /** Asks for a figure that is at most a bar; not a number misses every bar. */
    Bars atMost(String figure, double value, double bar) {
        return require(value <= bar, figure, value, "at most", bar);
    }

    /** Asks for a figure below a bar. */
    Bars below(String figure, double value, double bar) {
        return require(value < bar, figure, value, "below", bar);
    }

    /** Asks for a figure between two bars, or on one of them. */
    Bars within(String figure, double value, double least, double most) {
        return require(value >= least, figure, value, "at least", least).atMost(figure, value, most);
    }

    private Bars require(boolean kept, String figure, double value, String how, double bar) {
        if (!kept) {
            missed.add(String.format(Locale.ROOT, "%s is %.3f, not %s %.3f", figure, value, how, bar));
        }
        return this;
    }

    /** One line for each bar that was missed. */
    List<String> missed() {
        return List.copyOf(missed);
    }

    /** Whether none was missed; says which were. */
    boolean kept(PrintStream err) {
        missed.forEach(line -> err.println("FAILED: " + line));
        return missed.isEmpty();
    }
}
