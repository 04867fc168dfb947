package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What classifiers of the nested circles do, as SVG: above, which points of the plane they take to be of the ring; below, the paths
 * of points, with the augmented feature upwards.
 */
final class CirclePicture {

    private static final String FILE = "nested-circles.svg";
    private static final int PANEL = 260;
    private static final int GAP = 20;
    private static final int TOP = 64;
    private static final int CELLS = 100;
    private static final double SIDE = 4;
    private static final int DOTS = 150;
    private static final int PATHS = 36;
    private static final int STEPS = 40;
    private static final String DISC = "#c2571a";
    private static final String RING = "#2a6cb0";
    private static final String DISC_SIDE = "#f7d9c4";
    private static final String RING_SIDE = "#d3e3f4";

    private final StringBuilder svg = new StringBuilder();

    private CirclePicture() {}

    /** Draws the classifiers without penalties and with all of them. */
    static void write(Path folder, List<CircleStudy> studies, PrintStream err) {
        List<CircleStudy> shown = studies.stream()
                .filter(s -> s.variant().penalties().size() != 1)
                .toList();
        CirclePicture picture = new CirclePicture();
        picture.draw(shown);
        Pages.create(folder);
        AtomicFile.write(folder.resolve(FILE), picture::finish);
        err.println("wrote " + FILE + " in " + folder);
    }

    private void finish(Appendable out) throws IOException {
        out.append(svg).append("</svg>\n");
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void draw(List<CircleStudy> shown) {
        int width = GAP + shown.size() * (PANEL + GAP);
        int height = TOP + 2 * (PANEL + GAP);
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                width, height);
        line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
        line("<text x=\"%d\" y=\"22\" font-size=\"15\" fill=\"#222\">A disc, a ring, and neural ODEs</text>", GAP);
        line(
                "<text x=\"%d\" y=\"40\" fill=\"#555\">above: what is taken to be of the disc (orange) and of the ring (blue);"
                        + " below: paths, a dot at their end</text>",
                GAP);
        for (int i = 0; i < shown.size(); i++) {
            int left = GAP + i * (PANEL + GAP);
            line(
                    "<text x=\"%d\" y=\"%d\" fill=\"#222\">%s</text>",
                    left, TOP - 6, shown.get(i).variant().label());
            regions(shown.get(i), left, TOP);
            paths(shown.get(i), left, TOP + PANEL + GAP);
        }
    }

    private void regions(CircleStudy study, int left, int top) {
        double cell = (double) PANEL / CELLS;
        double[] scores = study.scores(FlowPicture.grid(CELLS, SIDE));
        line("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", left, top, PANEL, PANEL, RING_SIDE);
        for (int row = 0; row < CELLS; row++) {
            int from = 0;
            for (int column = 0; column <= CELLS; column++) {
                if (column == CELLS || scores[row * CELLS + column] > 0) {
                    if (column > from) {
                        line(
                                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                                left + from * cell, top + row * cell, (column - from) * cell, cell + 0.1, DISC_SIDE);
                    }
                    from = column + 1;
                }
            }
        }
        NestedPoints points = NestedPoints.draw(RandomKey.of(0).derive("dots"), DOTS);
        for (int b = 0; b < points.count(); b++) {
            line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.8\" fill=\"%s\"/>",
                    left + (points.places().get(0, b) / SIDE + 0.5) * PANEL,
                    top + (0.5 - points.places().get(1, b) / SIDE) * PANEL,
                    colour(points, b));
        }
    }

    private static String colour(NestedPoints points, int b) {
        return points.labels().get(0, b) < 0 ? DISC : RING;
    }

    private void paths(CircleStudy study, int left, int top) {
        NestedPoints points = NestedPoints.draw(RandomKey.of(0).derive("paths"), PATHS);
        double[] times = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            times[i] = (double) i / STEPS;
        }
        Matrix states = study.paths(points.places(), times);
        double[][] xy = new double[states.batch()][];
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int c = 0; c < xy.length; c++) {
            xy[c] = projected(states, c);
            for (int k = 0; k < 2; k++) {
                low[k] = Math.min(low[k], xy[c][k]);
                high[k] = Math.max(high[k], xy[c][k]);
            }
        }
        double scale = 0.92 * PANEL / Math.max(high[0] - low[0], high[1] - low[1]);
        line("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#fafafa\"/>", left, top, PANEL, PANEL);
        for (int b = 0; b < PATHS; b++) {
            StringBuilder along = new StringBuilder();
            double x = 0;
            double y = 0;
            for (int i = 0; i <= STEPS; i++) {
                double[] p = xy[b * (STEPS + 1) + i];
                x = left + 0.5 * PANEL + scale * (p[0] - 0.5 * (low[0] + high[0]));
                y = top + 0.5 * PANEL - scale * (p[1] - 0.5 * (low[1] + high[1]));
                along.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
            line(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"0.8\"/>",
                    along.toString().trim(), colour(points, b));
            line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\" fill=\"%s\"/>", x, y, colour(points, b));
        }
    }

    /** The plane as it is, or seen from above and in front with the further feature upwards. */
    private static double[] projected(Matrix states, int column) {
        double x = states.get(0, column);
        double y = states.get(1, column);
        return states.features() == 2
                ? new double[] {x, y}
                : new double[] {x + 0.35 * y, 0.35 * y + states.get(2, column)};
    }
}
