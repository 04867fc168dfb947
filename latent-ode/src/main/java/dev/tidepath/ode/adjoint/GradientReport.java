package dev.tidepath.ode.adjoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a {@link GradientCheck} found. {@link #toString} is a table and a sentence for people.
 *
 * @param setting what was checked, in words
 * @param rows errors by part and method
 * @param broken rules of {@link dev.tidepath.ode.DifferentiableField} that the field breaks, in words
 * @param failed methods that ended with an exception, in words
 */
public record GradientReport(String setting, List<Row> rows, List<String> broken, List<String> failed) {

    private static final double SMALL = 1e-9;
    private static final int PART = 24;
    private static final int CELL = 14;

    /** A way to differentiate. */
    public enum Method {
        /** The field's vector–Jacobian product, against differences of its values. */
        VJP,
        /** The field's Jacobian–vector product, against differences of its values. */
        JVP,
        /** The discrete adjoint that keeps every state. */
        FULL_MEMORY,
        /** The discrete adjoint with so few snapshots that states are computed again. */
        CHECKPOINTED,
        /** Forward sensitivities. */
        FORWARD,
        /** The adjoint ODE, which is inexact by the solver's error. */
        BACKSOLVE;

        /**
         * The name in the report.
         *
         * @return such as {@code full memory}
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /**
         * What is differentiated.
         *
         * @return true for products of the field itself, false for gradients of a solve
         */
        public boolean ofField() {
            return this == VJP || this == JVP;
        }
    }

    /**
     * One comparison.
     *
     * @param part what is differentiated by: a block of parameters, {@code initial state}, {@code output times} …
     * @param method the way to differentiate
     * @param error largest deviation from differences over all directions tried, relative to the part's largest
     *     derivative; NaN if the method gave no number
     * @param limit the most that is allowed, with the uncertainty of the differences; infinite if there is nothing to
     *     judge by
     */
    public record Row(String part, Method method, double error, double limit) {

        /**
         * Whether the error is within its limit.
         *
         * @return false if it is larger or NaN
         */
        public boolean passed() {
            return error <= limit;
        }

        private String cell() {
            return (error < SMALL ? "< 1e-09" : number(error)) + (passed() ? "" : " !");
        }
    }

    /**
     * Copies the lists.
     *
     * @param setting what was checked, in words
     * @param rows errors by part and method
     * @param broken rules that the field breaks, in words
     * @param failed methods that ended with an exception, in words
     */
    public GradientReport {
        rows = List.copyOf(rows);
        broken = List.copyOf(broken);
        failed = List.copyOf(failed);
    }

    /**
     * The overall result.
     *
     * @return true if every row passed and no rule is broken
     */
    public boolean passed() {
        return broken.isEmpty() && failed.isEmpty() && rows.stream().allMatch(Row::passed);
    }

    /**
     * The result in a sentence that says where a mistake is.
     *
     * @return begins with {@code Correct} or {@code Wrong}, or with {@code Inexact} if backsolve alone is beyond its limit
     */
    public String verdict() {
        List<String> mistakes = new ArrayList<>(broken);
        if (failed(Method.VJP) && failed(Method.JVP)) {
            mistakes.add(
                    "vjp with respect to " + failures(Method.VJP) + " and jvp with respect to " + failures(Method.JVP)
                            + " disagree with differences of eval; all gradients of the solve follow them");
        } else if (failed(Method.VJP)) {
            mistakes.add("vjp with respect to " + failures(Method.VJP)
                    + " disagrees with differences of eval; the solver's gradients follow it");
        } else if (failed(Method.JVP)) {
            mistakes.add("jvp with respect to " + failures(Method.JVP)
                    + " disagrees with differences of eval; forward sensitivities follow it");
        }
        if (!mistakes.isEmpty()) {
            return "Wrong: " + String.join("; ", mistakes) + ".";
        }
        for (Method method : List.of(Method.FULL_MEMORY, Method.CHECKPOINTED, Method.FORWARD)) {
            if (failed(method)) {
                return "Wrong: the field's products agree with its values, but " + method.text() + " for "
                        + failures(method) + " disagrees with differences over the accepted steps; the field is not"
                        + " smooth along the solution, or this is a mistake of the library.";
            }
        }
        if (failed(Method.BACKSOLVE)) {
            return "Inexact: the field and the exact gradients are right, but "
                    + (failed.isEmpty()
                            ? "backsolve for " + failures(Method.BACKSOLVE)
                                    + " is beyond what its tolerances allow; tighten them or use checkpointed."
                            : String.join("; ", failed) + ".");
        }
        double exact = worst(false);
        double backsolve = worst(true);
        return "Correct: the exact gradients agree with differences to " + (exact < SMALL ? "1e-09" : number(exact))
                + (Double.isNaN(backsolve)
                        ? "."
                        : ", backsolve to " + number(backsolve) + ", inexact by the solver's error.");
    }

    private boolean failed(Method method) {
        return rows.stream().anyMatch(r -> r.method() == method && !r.passed());
    }

    private String failures(Method method) {
        return rows.stream()
                .filter(r -> r.method() == method && !r.passed())
                .map(r -> r.part() + " (relative " + number(r.error()) + ")")
                .collect(Collectors.joining(", "));
    }

    private double worst(boolean backsolve) {
        return rows.stream()
                .filter(r -> (r.method() == Method.BACKSOLVE) == backsolve)
                .mapToDouble(Row::error)
                .reduce(Math::max)
                .orElse(Double.NaN);
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.1e", x);
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("Gradient check: ").append(setting).append(".\n");
        text.append("Largest deviation from differences, relative to each part's largest derivative; ! is too much.\n");
        table(text, "the field", true);
        table(text, "the solve", false);
        failed.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    private void table(StringBuilder text, String title, boolean ofField) {
        List<Method> methods = rows.stream()
                .map(Row::method)
                .filter(m -> m.ofField() == ofField)
                .distinct()
                .sorted()
                .toList();
        text.append('\n').append(padded(title, PART)).append(padded("limit", CELL));
        methods.forEach(m -> text.append(padded(m.text(), CELL)));
        endLine(text);
        rows.stream()
                .filter(r -> r.method().ofField() == ofField)
                .map(Row::part)
                .distinct()
                .forEach(part -> line(text, part, methods));
        rows.stream()
                .filter(r -> r.method() == Method.BACKSOLVE && !ofField)
                .findFirst()
                .ifPresent(r -> text.append(
                        Double.isInfinite(r.limit())
                                ? "  backsolve is inexact by the solver's error, and fixed steps say nothing of it\n"
                                : "  backsolve is inexact by the solver's error; its limit is " + number(r.limit())
                                        + "\n"));
    }

    private void line(StringBuilder text, String part, List<Method> methods) {
        text.append(padded("  " + part, PART));
        text.append(padded(
                rows.stream()
                        .filter(r -> r.part().equals(part) && methods.contains(r.method()))
                        .findFirst()
                        .map(r -> number(r.limit()))
                        .orElse(""),
                CELL));
        for (Method method : methods) {
            text.append(padded(
                    rows.stream()
                            .filter(r -> r.part().equals(part) && r.method() == method)
                            .findFirst()
                            .map(Row::cell)
                            .orElse("-"),
                    CELL));
        }
        endLine(text);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(Math.max(1, width - cell.length()));
    }

    private static void endLine(StringBuilder text) {
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        text.append('\n');
    }
}
