package dev.tidepath.examples;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Curves over one another with axes of their own, as SVG. */
final class DepthPanel {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 360;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 48;
    private static final int LEGEND_ROW = 16;

    /** An axis: what is written at it, and whether it is logarithmic. */
    record Axis(String label, boolean logarithmic) {

        private DoubleUnaryOperator place(List<Double> values) {
            double low = values.stream().mapToDouble(this::scale).min().orElse(0);
            double high = values.stream().mapToDouble(this::scale).max().orElse(1);
            double room = high > low ? 0.04 * (high - low) : 0.5;
            return v -> (scale(v) - low + room) / (high - low + 2 * room);
        }

        private double scale(double v) {
            return logarithmic ? Math.log10(v) : v;
        }

        /** Round numbers inside the range. */
        private double[] ticks(List<Double> values) {
            double low = values.stream().mapToDouble(v -> v).min().orElse(0);
            double high = values.stream().mapToDouble(v -> v).max().orElse(1);
            if (logarithmic) {
                int first = (int) Math.ceil(Math.log10(low) - 1e-9);
                int last = (int) Math.floor(Math.log10(high) + 1e-9);
                if (last > first) {
                    return IntStream.rangeClosed(first, last)
                            .mapToDouble(k -> Math.pow(10, k))
                            .toArray();
                }
                int one = (int) Math.floor(Math.log(low) / Math.log(2));
                return IntStream.rangeClosed(one, one + 12)
                        .mapToDouble(k -> Math.pow(2, k))
                        .filter(v -> v >= low && v <= high)
                        .toArray();
            }
            double rough = (high - low) / 5;
            double power = Math.pow(10, Math.floor(Math.log10(rough > 0 ? rough : 1)));
            double step = power * (rough / power < 2 ? 2 : rough / power < 5 ? 5 : 10);
            return IntStream.rangeClosed((int) Math.ceil(low / step), (int) Math.floor(high / step))
                    .mapToDouble(k -> k * step)
                    .toArray();
        }
    }

    private final StringBuilder svg = new StringBuilder();
    private final DoubleUnaryOperator placeX;
    private final DoubleUnaryOperator placeY;

    private DepthPanel(String title, Axis x, Axis y, List<DepthCurve> curves) {
        List<Double> allX = all(curves, DepthCurve::x);
        List<Double> allY = all(curves, DepthCurve::y);
        placeX = x.place(allX);
        placeY = y.place(allY);
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        line("<text x=\"%d\" y=\"20\" font-size=\"14\" fill=\"#222\">%s</text>", LEFT, title);
        for (double v : x.ticks(allX)) {
            line(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#eee\"/>",
                    x(v), x(v), TOP, HEIGHT - BOTTOM);
            line(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                    x(v), HEIGHT - BOTTOM + 16, number(v));
        }
        for (double v : y.ticks(allY)) {
            line(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    LEFT, WIDTH - RIGHT, y(v), y(v));
            line(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>",
                    LEFT - 6, y(v) + 4, number(v));
        }
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, x.label());
        line(
                "<text transform=\"translate(14,%d) rotate(-90)\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, y.label());
        for (int i = 0; i < curves.size(); i++) {
            draw(curves.get(i), TOP + 14 + i * LEGEND_ROW);
        }
    }

    /** An SVG element. */
    static String of(String title, Axis x, Axis y, DepthCurve... curves) {
        return new DepthPanel(title, x, y, List.of(curves))
                .svg
                .append("</svg>\n")
                .toString();
    }

    private static List<Double> all(List<DepthCurve> curves, Function<DepthCurve, List<Double>> coordinate) {
        return curves.stream().flatMap(c -> coordinate.apply(c).stream()).toList();
    }

    private static String number(double v) {
        if (v == Math.rint(v) && Math.abs(v) < 1e5) {
            return Long.toString((long) v);
        }
        return String.format(Locale.ROOT, "%.4g", v);
    }

    private void draw(DepthCurve curve, int legend) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < curve.x().size(); i++) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(curve.x().get(i)), y(curve.y().get(i))));
        }
        line("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, curve.colour());
        for (int i = 0; curve.x().size() < 12 && i < curve.x().size(); i++) {
            line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                    x(curve.x().get(i)), y(curve.y().get(i)), curve.colour());
        }
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"4\" fill=\"%s\"/>",
                WIDTH - RIGHT - 190, legend - 6, curve.colour());
        line("<text x=\"%d\" y=\"%d\" fill=\"#222\">%s</text>", WIDTH - RIGHT - 170, legend, curve.name());
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private double x(double v) {
        return LEFT + (WIDTH - LEFT - RIGHT) * placeX.applyAsDouble(v);
    }

    private double y(double v) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - placeY.applyAsDouble(v));
    }
}
