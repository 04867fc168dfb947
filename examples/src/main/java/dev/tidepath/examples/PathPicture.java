package dev.tidepath.examples;

import java.io.IOException;
import java.util.Locale;

/** A picture of what goes on as time goes by, as SVG: bands, curves, dots. */
final class PathPicture {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int LEFT = 48;
    private static final int RIGHT = 16;
    private static final int TOP = 56;
    private static final int BOTTOM = 40;

    private final StringBuilder svg = new StringBuilder();
    private final double from;
    private final double to;
    private final double low;
    private final double high;

    PathPicture(String title, String across, double from, double to, double low, double high) {
        this.from = from;
        this.to = to;
        this.low = low;
        this.high = high;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT);
        line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        line("<text x=\"%d\" y=\"22\" font-size=\"15\" fill=\"#222\">%s</text>", LEFT, title);
        axes(across);
    }

    private void axes(String across) {
        for (int v = (int) Math.ceil(low); v <= high; v++) {
            line(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
                    LEFT, WIDTH - RIGHT, y(v), y(v));
            line("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%d</text>", LEFT - 8, y(v) + 4, v);
        }
        for (int t = (int) Math.ceil(from); t <= to; t++) {
            line("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%d</text>", x(t), HEIGHT - 20, t);
        }
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, across);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private double x(double t) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (t - from) / (to - from);
    }

    private double y(double v) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - v) / (high - low);
    }

    private String points(double[] t, double[] v) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < t.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(t[i]), y(v[i])));
        }
        return points.toString();
    }

    PathPicture band(double[] t, double[] lower, double[] upper, String colour) {
        double[] backT = new double[t.length];
        double[] back = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            backT[i] = t[t.length - 1 - i];
            back[i] = lower[t.length - 1 - i];
        }
        line("<polygon points=\"%s%s\" fill=\"%s\"/>", points(t, upper), points(backT, back), colour);
        return this;
    }

    PathPicture curve(double[] t, double[] v, String colour, double width, String dashes) {
        line(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-dasharray=\"%s\"/>",
                points(t, v), colour, width, dashes);
        return this;
    }

    PathPicture dots(double[] t, double[] v, String colour) {
        for (int i = 0; i < t.length; i++) {
            line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\" stroke=\"white\"/>", x(t[i]), y(v[i]), colour);
        }
        return this;
    }

    PathPicture legend(String... namesAndColours) {
        int at = LEFT;
        for (int i = 0; i < namesAndColours.length; i += 2) {
            line("<rect x=\"%d\" y=\"34\" width=\"14\" height=\"10\" fill=\"%s\"/>", at, namesAndColours[i + 1]);
            line("<text x=\"%d\" y=\"43\" fill=\"#222\">%s</text>", at + 20, namesAndColours[i]);
            at += 36 + 7 * namesAndColours[i].length();
        }
        return this;
    }

    void write(Appendable out) throws IOException {
        out.append(svg).append("</svg>\n");
    }
}
