package dev.tidepath.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Lines in panels one below the other; written as an SVG as wide as a phone, in colours that stay apart for colour-blind eyes
 * and with a mark of its own for each line.
 *
 * @param title above all
 * @param across scale of the horizontal axes
 * @param up scale of the vertical axes
 * @param panels from top to bottom, each with the same lines in the same order, at most four
 */
record LinePlot(String title, Scale across, Scale up, List<Panel> panels) {

    private static final int WIDTH = 400;
    private static final int LEFT = 54;
    private static final int RIGHT = 374;
    private static final int FIRST_PANEL = 84;
    private static final int PANEL = 290;
    private static final int AXES = 220;
    private static final int LEGEND_ROW = 20;
    private static final int LEGEND_COLUMN = 190;
    private static final int MARK = 5;

    /** Okabe and Ito: blue, vermilion, green, purple, the last two darker. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#00805c", "#a04080");

    /** Circle, square, triangle, diamond about the origin. */
    private static final List<String> MARKS = List.of(
            "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z",
            "M-4,-4h8v8h-8z",
            "M0,-5L5,4H-5z",
            "M0,-5.5L5.5,0L0,5.5L-5.5,0z");

    /**
     * What is drawn on one vertical axis.
     *
     * @param title what it shows, in which unit
     * @param across name of the horizontal axis
     * @param lines to draw
     */
    record Panel(String title, String across, List<Line> lines) {

        private DoubleStream all(ToDoubleFunction<Point> coordinate) {
            return lines.stream().flatMap(line -> line.points.stream()).mapToDouble(coordinate);
        }
    }

    /**
     * A line.
     *
     * @param name in the legend
     * @param points from left to right
     */
    record Line(String name, List<Point> points) {}

    /** How values are laid out on an axis. */
    enum Scale {
        /** By powers of ten; all values are positive. */
        LOG,
        /** By equal steps from zero or the least value on. */
        LINEAR;

        Axis axis(DoubleStream values, double from, double to) {
            return this == LOG ? LogAxis.of(values, from, to) : LinearAxis.of(values, from, to);
        }
    }

    /**
     * A point.
     *
     * @param x across
     * @param y up
     */
    record Point(double x, double y) {}

    /** The drawing. */
    String svg() {
        Svg svg = new Svg(title, WIDTH, FIRST_PANEL + PANEL * panels.size());
        if (!panels.isEmpty()) {
            addLegend(svg, panels.get(0).lines);
        }
        for (int i = 0; i < panels.size(); i++) {
            addPanel(svg, panels.get(i), FIRST_PANEL + i * PANEL);
        }
        return svg.text();
    }

    private static void addLegend(Svg svg, List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            double x = 14 + i % 2 * LEGEND_COLUMN;
            double y = 42 + i / 2 * LEGEND_ROW;
            svg.add("<path d='M%.1f,%.1fh28' stroke='%s' stroke-width='2'/>\n", x, y, COLOURS.get(i));
            addMark(svg, i, x + 14, y);
            svg.add("<text x='%.1f' y='%.1f'>%s</text>\n", x + 35, y + MARK, Svg.escaped(lines.get(i).name));
        }
    }

    private void addPanel(Svg svg, Panel panel, int top) {
        int head = top + 28;
        Axis x = across.axis(panel.all(Point::x), LEFT, RIGHT);
        Axis y = up.axis(panel.all(Point::y), head + AXES, head);
        svg.add("<text x='12' y='%d' font-weight='bold'>%s</text>\n", top + 14, Svg.escaped(panel.title));
        for (double tick : x.ticks()) {
            double at = x.place(tick);
            addRule(svg, at, head, at, head + AXES);
            svg.add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>\n", at, head + AXES + 18, x.label(tick));
        }
        for (double tick : y.ticks()) {
            double at = y.place(tick);
            addRule(svg, LEFT, at, RIGHT, at);
            svg.add("<text x='%d' y='%.1f' text-anchor='end'>%s</text>\n", LEFT - 6, at + MARK, y.label(tick));
        }
        svg.add(
                "<text x='%d' y='%d' text-anchor='middle'>%s</text>\n",
                (LEFT + RIGHT) / 2, head + AXES + 34, Svg.escaped(panel.across));
        for (int i = 0; i < panel.lines.size(); i++) {
            addLine(svg, i, panel.lines.get(i).points, x, y);
        }
    }

    private static void addLine(Svg svg, int number, List<Point> points, Axis x, Axis y) {
        svg.add("<polyline fill='none' stroke='%s' stroke-width='2' points='", COLOURS.get(number));
        points.forEach(p -> svg.add("%.1f,%.1f ", x.place(p.x), y.place(p.y)));
        svg.add("'/>\n");
        points.forEach(p -> addMark(svg, number, x.place(p.x), y.place(p.y)));
    }

    private static void addMark(Svg svg, int number, double x, double y) {
        String at = "<path transform='translate(%.1f,%.1f)' d='%s' fill='%s' stroke='#ffffff'/>\n";
        svg.add(at, x, y, MARKS.get(number), COLOURS.get(number));
    }

    private static void addRule(Svg svg, double fromX, double fromY, double toX, double toY) {
        svg.add("<path d='M%.1f,%.1fL%.1f,%.1f' stroke='#d0d0d0'/>\n", fromX, fromY, toX, toY);
    }
}
