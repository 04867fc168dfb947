package dev.tidepath.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Paths in the plane, in square panels side by side and below each other, with the same scale on both axes of a panel; written
 * as an SVG as wide as a phone.
 *
 * @param title above all
 * @param columns what stands above the columns, two of them
 * @param panels row by row
 */
record PathPlot(String title, List<String> columns, List<Panel> panels) {

    private static final int WIDTH = 400;
    private static final int LEFT = 32;
    private static final int SIDE = 164;
    private static final int ACROSS = 196;
    private static final int DOWN = 188;
    private static final int LEGEND_TOP = 42;
    private static final int LEGEND_ROW = 20;
    private static final int LEGEND_COLUMN = 190;
    private static final double MARGIN = 0.06;

    /**
     * What is drawn in one square.
     *
     * @param traces from the lowest to the topmost
     */
    record Panel(List<Trace> traces) {}

    /** How a trace is drawn. */
    enum Style {
        /** A line. */
        LINE,
        /** A line that others are seen through. */
        FAINT,
        /** A wide line below others. */
        BROAD,
        /** A dot for each point. */
        DOTS;

        private String attributes() {
            return switch (this) {
                case LINE -> "stroke-width='1.8'";
                case FAINT -> "stroke-width='0.8' stroke-opacity='0.6'";
                case BROAD -> "stroke-width='4.5'";
                case DOTS -> "stroke-width='3.2' stroke-linecap='round'";
            };
        }
    }

    /**
     * Points in order.
     *
     * @param name in the legend, where each name stands once
     * @param colour as CSS
     * @param style line or dots
     * @param frames whether the panel has to hold all of it; what goes beyond the panel is cut off
     * @param x across
     * @param y up
     */
    record Trace(String name, String colour, Style style, boolean frames, double[] x, double[] y) {}

    /** A square part of the plane and where it is drawn. */
    private record Frame(Axis x, Axis y, int left, int top) {

        static Frame of(Panel panel, int left, int top) {
            double[] across = panel.traces.stream()
                    .filter(Trace::frames)
                    .flatMapToDouble(t -> Arrays.stream(t.x))
                    .toArray();
            double[] up = panel.traces.stream()
                    .filter(Trace::frames)
                    .flatMapToDouble(t -> Arrays.stream(t.y))
                    .toArray();
            double length = Math.max(length(across), length(up)) * (1 + 2 * MARGIN);
            return new Frame(axis(across, length, left, left + SIDE), axis(up, length, top + SIDE, top), left, top);
        }

        private static double length(double[] values) {
            return Arrays.stream(values).max().orElse(1)
                    - Arrays.stream(values).min().orElse(0);
        }

        private static Axis axis(double[] values, double length, double from, double to) {
            double middle = (Arrays.stream(values).max().orElse(1)
                            + Arrays.stream(values).min().orElse(0))
                    / 2;
            return new CutAxis(
                    LinearAxis.of(DoubleStream.of(middle - length / 2, middle + length / 2), 0, 1),
                    middle - length / 2,
                    length,
                    from,
                    to);
        }
    }

    /** An axis that ends where it is told, between the ticks. */
    private record CutAxis(LinearAxis whole, double low, double length, double from, double to) implements Axis {

        @Override
        public double place(double value) {
            return from + (value - low) / length * (to - from);
        }

        @Override
        public List<Double> ticks() {
            return whole.ticks().stream()
                    .filter(t -> t >= low && t <= low + length)
                    .toList();
        }

        @Override
        public String label(double tick) {
            return whole.label(tick);
        }
    }

    /** The drawing. */
    String svg() {
        Map<String, Trace> legend = new LinkedHashMap<>();
        panels.forEach(p -> p.traces.forEach(t -> legend.putIfAbsent(t.name, t)));
        int head = LEGEND_TOP + (legend.size() + 1) / 2 * LEGEND_ROW;
        int rows = (panels.size() + 1) / 2;
        Svg svg = new Svg(title, WIDTH, head + LEGEND_ROW + rows * DOWN);
        addLegend(svg, new ArrayList<>(legend.values()));
        for (int i = 0; i < columns.size(); i++) {
            int middle = LEFT + i * ACROSS + SIDE / 2;
            svg.add(
                    "<text x='%d' y='%d' text-anchor='middle' font-weight='bold'>%s</text>\n",
                    middle, head + 8, Svg.escaped(columns.get(i)));
        }
        for (int i = 0; i < panels.size(); i++) {
            int left = LEFT + i % 2 * ACROSS;
            int top = head + LEGEND_ROW - 4 + i / 2 * DOWN;
            svg.add("<svg x='%d' y='%d' width='%d' height='%d'", left, top, SIDE, SIDE);
            svg.add(" viewBox='%d %d %d %d' fill='none'>\n", left, top, SIDE, SIDE);
            Frame frame = Frame.of(panels.get(i), left, top);
            addRules(svg, frame);
            panels.get(i).traces.forEach(t -> addTrace(svg, t, frame));
            svg.add("</svg>\n");
            addLabels(svg, frame);
        }
        return svg.text();
    }

    private static void addLegend(Svg svg, List<Trace> traces) {
        for (int i = 0; i < traces.size(); i++) {
            Trace trace = traces.get(i);
            int x = 14 + i % 2 * LEGEND_COLUMN;
            int y = LEGEND_TOP + i / 2 * LEGEND_ROW;
            String shape = trace.style == Style.DOTS ? "M%d,%dh0m9,0h0m9,0h0" : "M%d,%dh24";
            svg.add("<path d='" + shape + "' stroke='%s' ", x, y, trace.colour);
            Style style = trace.style == Style.FAINT ? Style.LINE : trace.style;
            svg.add("%s/>\n<text x='%d' y='%d'>", style.attributes(), x + 30, y + 5);
            svg.add("%s</text>\n", Svg.escaped(trace.name));
        }
    }

    private static void addRules(Svg svg, Frame frame) {
        for (double tick : frame.x.ticks()) {
            svg.add("<path d='M%.1f,%dv%d' stroke='#dcdcdc'/>\n", frame.x.place(tick), frame.top, SIDE);
        }
        for (double tick : frame.y.ticks()) {
            svg.add("<path d='M%d,%.1fh%d' stroke='#dcdcdc'/>\n", frame.left, frame.y.place(tick), SIDE);
        }
    }

    private static void addLabels(Svg svg, Frame frame) {
        svg.add("<g font-size='11'><rect x='%d' y='%d' width='%d' ", frame.left, frame.top, SIDE);
        svg.add("height='%d' fill='none' stroke='#8a8a8a'/>\n", SIDE);
        for (double tick : frame.x.ticks()) {
            svg.add("<text x='%.1f' y='%d' text-anchor='middle'>", frame.x.place(tick), frame.top + SIDE + 13);
            svg.add("%s</text>\n", frame.x.label(tick));
        }
        for (double tick : frame.y.ticks()) {
            svg.add("<text x='%d' y='%.1f' text-anchor='end'>", frame.left - 4, frame.y.place(tick) + 4);
            svg.add("%s</text>\n", frame.y.label(tick));
        }
        svg.add("</g>\n");
    }

    private static void addTrace(Svg svg, Trace trace, Frame frame) {
        svg.add("<path stroke='%s' stroke-linejoin='round' %s d='", trace.colour, trace.style.attributes());
        for (int i = 0; i < trace.x.length; i++) {
            String start = i == 0 ? "M" : "L";
            String shape = trace.style == Style.DOTS ? "M%.1f,%.1fh0" : start + "%.1f,%.1f";
            svg.add(shape, frame.x.place(trace.x[i]), frame.y.place(trace.y[i]));
        }
        svg.add("'/>\n");
    }
}
