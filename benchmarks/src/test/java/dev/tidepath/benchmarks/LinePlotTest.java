package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class LinePlotTest {

    @Test
    void anAxisRunsOverTheWholeDecadesOfItsValues() {
        LogAxis axis = LogAxis.of(DoubleStream.of(1000, 30, 2), 10, 310);
        assertEquals(List.of(1.0, 10.0, 100.0, 1000.0), axis.ticks());
        assertEquals(10, axis.place(1));
        assertEquals(110, axis.place(10), 1e-9);
        assertEquals(310, axis.place(1000), 1e-9);
        assertEquals(List.of(10.0, 100.0), LogAxis.of(DoubleStream.of(10), 0, 1).ticks());
        assertEquals(List.of(1.0, 10.0), LogAxis.of(DoubleStream.empty(), 0, 1).ticks());
    }

    @Test
    void equalStepsAreRoundNumbersAndStartAtZeroIfThatIsNear() {
        LinearAxis near = LinearAxis.of(DoubleStream.of(12, 47), 0, 500);
        assertEquals(List.of(0.0, 10.0, 20.0, 30.0, 40.0, 50.0), near.ticks());
        assertEquals(120, near.place(12), 1e-9);
        LinearAxis far = LinearAxis.of(DoubleStream.of(-0.31, -0.12), 0, 1);
        assertEquals(
                List.of("-0.35", "-0.3", "-0.25", "-0.2", "-0.15", "-0.1"),
                far.ticks().stream().map(far::label).toList());
        assertEquals(2, LinearAxis.of(DoubleStream.empty(), 0, 1).low() + 2);
        assertEquals(0, LinearAxis.of(DoubleStream.of(0), 0, 1).low());
    }

    @Test
    void ticksAreWrittenOutOrAsPowers() {
        assertEquals(List.of("0.01", "0.1", "1"), labels(0.02, 0.5));
        assertEquals(List.of("1000", "10000"), labels(1000, 9000));
        assertEquals(List.of("10³", "10⁴", "10⁵"), labels(1000, 90_000));
    }

    private static List<String> labels(double low, double high) {
        LogAxis axis = LogAxis.of(DoubleStream.of(low, high), 0, 1);
        return axis.ticks().stream().map(axis::label).toList();
    }

    @Test
    void eachPanelHasItsLinesAndALineItsPoints() throws Exception {
        LinePlot.Line up =
                new LinePlot.Line("a < b", List.of(new LinePlot.Point(10, 1), new LinePlot.Point(1000, 100)));
        LinePlot.Line none = new LinePlot.Line("none & nothing", List.of());
        LinePlot.Panel first = new LinePlot.Panel("first", "rows", List.of(up, none));
        LinePlot.Panel second = new LinePlot.Panel("second", "rows", List.of(none, up));
        Document drawing =
                parsed(new LinePlot("title", LinePlot.Scale.LOG, LinePlot.Scale.LOG, List.of(first, second)).svg());
        List<String> points = elements(drawing, "polyline").stream()
                .map(line -> line.getAttribute("points").strip())
                .toList();
        assertEquals(4, points.size());
        assertEquals("54.0,332.0 374.0,112.0", points.get(0));
        assertEquals("", points.get(1));
        List<String> texts =
                elements(drawing, "text").stream().map(Element::getTextContent).toList();
        assertTrue(texts.containsAll(List.of("title", "first", "second", "rows", "a < b", "none & nothing")));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document drawing, String name) {
        return IntStream.range(0, drawing.getElementsByTagName(name).getLength())
                .mapToObj(i -> (Element) drawing.getElementsByTagName(name).item(i))
                .toList();
    }
}
