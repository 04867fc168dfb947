package dev.tidepath.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Small diagrams side by side, as SVG: lines with dots over linear or logarithmic axes. */
final class PanelPicture {

    private static final int WIDTH = 340;
    private static final int HEIGHT = 270;
    private static final int LEFT = 62;
    private static final int RIGHT = 14;
    private static final int TOP = 58;
    private static final int BOTTOM = 44;
    private static final int COLUMNS = 3;
    private static final int MOST_TICKS = 6;

    /** An axis; of a logarithmic one all values must be positive. */
    record Axis(String label, boolean logarithmic) {

        static Axis linear(String label) {
            return new Axis(label, false);
        }

        static Axis logarithmic(String label) {
            return new Axis(label, true);
        }
    }

    /** Points of a curve, in order. */
    record Curve(String name, String colour, double[] x, double[] y) {}

    private final StringBuilder svg = new StringBuilder();
    private int panels;

    /** Adds a diagram. */
    PanelPicture panel(String title, Axis x, Axis y, List<Curve> curves) {
        Scale across = Scale.of(x, curves, Curve::x, LEFT, WIDTH - RIGHT);
        Scale up = Scale.of(y, curves, Curve::y, HEIGHT - BOTTOM, TOP);
        line("<g transform=\"translate(%d %d)\">", panels % COLUMNS * WIDTH, panels / COLUMNS * HEIGHT);
        line("<text x=\"%d\" y=\"20\" font-size=\"14\" fill=\"#222\">%s</text>", LEFT, title);
        axes(across, up);
        int at = LEFT;
        for (Curve curve : curves) {
            line("<rect x=\"%d\" y=\"32\" width=\"10\" height=\"10\" fill=\"%s\"/>", at, curve.colour());
            line("<text x=\"%d\" y=\"41\" font-size=\"11\" fill=\"#222\">%s</text>", at + 14, curve.name());
            at += 26 + 6 * curve.name().length();
            draw(curve, across, up);
        }
        line("</g>");
        panels++;
        return this;
    }

    private void axes(Scale across, Scale up) {
        for (double tick : up.ticks()) {
            double y = up.place(tick);
            line("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, WIDTH - RIGHT, y, y);
            line(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>",
                    LEFT - 5, y + 4, number(tick));
        }
        for (double tick : across.ticks()) {
            line(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                    across.place(tick), HEIGHT - BOTTOM + 16, number(tick));
        }
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across.axis().label());
        line(
                "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, up.axis().label());
    }

    private void draw(Curve curve, Scale across, Scale up) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < curve.x().length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.place(curve.x()[i]), up.place(curve.y()[i])));
        }
        line(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points.toString().trim(), curve.colour());
        for (int i = 0; i < curve.x().length; i++) {
            line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
                    across.place(curve.x()[i]), up.place(curve.y()[i]), curve.colour());
        }
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String number(double tick) {
        if (tick == 0 || (Math.abs(tick) >= 0.01 && Math.abs(tick) < 1e5)) {
            String text = String.format(Locale.ROOT, "%.4f", tick);
            return text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        String text = String.format(Locale.ROOT, "%.1e", tick);
        return text.replace(".0e", "e").replace("e-0", "e-").replace("e+0", "e");
    }

    /** Writes the picture. */
    void write(Appendable out) throws IOException {
        int columns = Math.min(panels, COLUMNS);
        int rows = (panels + COLUMNS - 1) / COLUMNS;
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                columns * WIDTH,
                rows * HEIGHT));
        out.append(svg).append("</svg>\n");
    }

    /** From values to places on the paper. */
    private record Scale(Axis axis, double low, double high, double atLow, double atHigh) {

        static Scale of(Axis axis, List<Curve> curves, Function<Curve, double[]> part, double atLow, double atHigh) {
            double[] all = curves.stream()
                    .flatMapToDouble(c -> Arrays.stream(part.apply(c)))
                    .map(v -> axis.logarithmic() ? StrictMath.log10(v) : v)
                    .toArray();
            double low = DoubleStream.of(all).min().orElse(0);
            double high = DoubleStream.of(all).max().orElse(1);
            if (!axis.logarithmic() && low > 0) {
                low = 0;
            }
            double margin = high > low ? 0.04 * (high - low) : 0.5;
            boolean fromZero = !axis.logarithmic() && low == 0;
            return new Scale(axis, fromZero ? 0 : low - margin, high + margin, atLow, atHigh);
        }

        double place(double value) {
            double v = axis.logarithmic() ? StrictMath.log10(value) : value;
            return atLow + (atHigh - atLow) * (v - low) / (high - low);
        }

        /** Round values within the range. */
        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (axis.logarithmic()) {
                int decades = (int) (Math.floor(high) - Math.ceil(low)) + 1;
                int step = (decades + MOST_TICKS - 1) / MOST_TICKS;
                double[] within = decades < 2 ? new double[] {1, 2, 5} : new double[] {1};
                for (int k = (int) Math.floor(low); k <= high; k += Math.max(1, step)) {
                    for (double factor : within) {
                        double tick = factor * StrictMath.pow(10, k);
                        if (StrictMath.log10(tick) >= low && StrictMath.log10(tick) <= high) {
                            ticks.add(tick);
                        }
                    }
                }
                return ticks.isEmpty() ? round(StrictMath.pow(10, low), StrictMath.pow(10, high)) : ticks;
            }
            return round(low, high);
        }

        private static List<Double> round(double low, double high) {
            List<Double> ticks = new ArrayList<>();
            double step = StrictMath.pow(10, Math.floor(StrictMath.log10(high - low)));
            step *= (high - low) / step < 2 ? 0.25 : (high - low) / step < 5 ? 0.5 : 1;
            while ((high - low) / step > MOST_TICKS) {
                step *= 2;
            }
            for (double k = Math.ceil(low / step); k * step <= high; k++) {
                ticks.add(k * step);
            }
            return ticks;
        }
    }
}
