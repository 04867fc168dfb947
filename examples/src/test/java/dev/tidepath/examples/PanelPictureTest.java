package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Diagrams are well-formed, hold every point inside their frame and have round numbers at their axes. */
class PanelPictureTest {

    private static Document drawn(PanelPicture picture) throws Exception {
        StringBuilder svg = new StringBuilder();
        picture.write(svg);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document document) {
        NodeList nodes = document.getElementsByTagName("text");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    @Test
    void everyPointIsInsideTheFrame() throws Exception {
        PanelPicture.Curve curve =
                new PanelPicture.Curve("a", "red", new double[] {3, 20, 57}, new double[] {1e-5, 2e-3, 0.4});
        Document document = drawn(new PanelPicture()
                .panel(
                        "Title",
                        PanelPicture.Axis.linear("across"),
                        PanelPicture.Axis.logarithmic("up"),
                        List.of(curve)));
        NodeList dots = document.getElementsByTagName("circle");
        assertEquals(3, dots.getLength());
        double before = 0;
        for (int i = 0; i < 3; i++) {
            Element dot = (Element) dots.item(i);
            double x = Double.parseDouble(dot.getAttribute("cx"));
            double y = Double.parseDouble(dot.getAttribute("cy"));
            assertTrue(x > before && x < 340 && y > 50 && y < 230, x + ", " + y);
            before = x;
        }
        List<String> texts = texts(document);
        assertTrue(
                texts.containsAll(List.of("Title", "across", "up", "a", "0", "20", "40", "1e-5", "1e-3", "0.1")),
                () -> String.valueOf(texts));
    }

    /** Between powers of ten, and between 2 and 5 times them. */
    @Test
    void aNarrowLogarithmicAxisHasNumbersToo() throws Exception {
        PanelPicture.Curve curve = new PanelPicture.Curve("a", "red", new double[] {1, 2}, new double[] {0.35, 0.37});
        Document document = drawn(new PanelPicture()
                .panel("Title", PanelPicture.Axis.linear("x"), PanelPicture.Axis.logarithmic("y"), List.of(curve)));
        assertTrue(
                texts(document).containsAll(List.of("0.35", "0.355", "0.37")), () -> String.valueOf(texts(document)));
    }

    /** Halves and quarters of a power of ten are not rounded. */
    @Test
    void numbersAtAnAxisAreWhereTheyAre() throws Exception {
        PanelPicture.Curve curve =
                new PanelPicture.Curve("a", "red", new double[] {0, 0.0012}, new double[] {0.354, 0.366});
        Document document = drawn(new PanelPicture()
                .panel("Title", PanelPicture.Axis.linear("x"), PanelPicture.Axis.logarithmic("y"), List.of(curve)));
        assertTrue(
                texts(document).containsAll(List.of("2.5e-4", "5e-4", "0.3575", "0.3625")),
                () -> String.valueOf(texts(document)));
    }

    @Test
    void aCurveWithoutExtentIsDrawn() throws Exception {
        PanelPicture.Curve curve = new PanelPicture.Curve("a", "red", new double[] {5, 5}, new double[] {20, 20});
        PanelPicture picture = new PanelPicture();
        for (int i = 0; i < 4; i++) {
            picture.panel(
                    "Title", PanelPicture.Axis.logarithmic("x"), PanelPicture.Axis.linear("y"), List.of(curve, curve));
        }
        Document document = drawn(picture);
        assertEquals("0 0 1020 540", document.getDocumentElement().getAttribute("viewBox"));
        assertEquals(16, document.getElementsByTagName("circle").getLength());
        assertTrue(texts(document).contains("5"));
    }
}
