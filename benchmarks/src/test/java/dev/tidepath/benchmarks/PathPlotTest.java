package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PathPlotTest {

    private static PathPlot.Trace trace(String name, PathPlot.Style style, boolean frames, double[] x, double[] y) {
        return new PathPlot.Trace(name, "#123456", style, frames, x, y);
    }

    private static String drawn(PathPlot.Trace... traces) {
        PathPlot.Panel panel = new PathPlot.Panel(List.of(traces));
        return new PathPlot("a < b", List.of("one", "other"), List.of(panel, panel)).svg();
    }

    @Test
    void bothAxesHaveOneScaleAndTheFramedIsInTheMiddle() {
        String svg = drawn(trace("t", PathPlot.Style.LINE, true, new double[] {0, 10}, new double[] {4, 6}));
        double unit = 164 / 11.2;
        String path = String.format("M%.1f,%.1fL", 114 - 5 * unit, 78 + 82 + unit);
        assertTrue(svg.contains(path), path + " in " + svg);
    }

    @Test
    void whatIsNotFramedDoesNotMoveTheFrame() {
        PathPlot.Trace framed = trace("t", PathPlot.Style.DOTS, true, new double[] {0, 1}, new double[] {0, 1});
        PathPlot.Trace far = trace("far", PathPlot.Style.FAINT, false, new double[] {0, 900}, new double[] {0, 1});
        String dots = drawn(framed)
                .lines()
                .filter(l -> l.contains("h0M") && l.contains("d='M4"))
                .findFirst()
                .orElse("");
        assertTrue(!dots.isEmpty() && drawn(framed, far).contains(dots.substring(dots.indexOf(" d='"))));
    }

    @Test
    void aNameStandsOnceInTheLegend() {
        PathPlot.Trace trace = trace("a & b", PathPlot.Style.BROAD, true, new double[] {0, 1}, new double[] {0, 1});
        String svg = drawn(trace, trace);
        assertEquals(1, svg.split("a &amp; b").length - 1);
        assertTrue(svg.contains("a &lt; b"));
    }
}
