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

final class LogPlotTest {

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
        LogPlot.Line up = new LogPlot.Line("a < b", List.of(new LogPlot.Point(10, 1), new LogPlot.Point(1000, 100)));
        LogPlot.Line none = new LogPlot.Line("none & nothing", List.of());
        LogPlot.Panel first = new LogPlot.Panel("first", List.of(up, none));
        LogPlot.Panel second = new LogPlot.Panel("second", List.of(none, up));
        Document drawing = parsed(new LogPlot("title", "rows", List.of(first, second)).svg());
        List<String> points = elements(drawing, "polyline").stream()
                .map(line -> line.getAttribute("points").strip())
                .toList();
        assertEquals(4, points.size());
        assertEquals("54.0,332.0 384.0,112.0", points.get(0));
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
