package dev.tidepath.benchmarks;

import java.util.Locale;

/** An SVG that is being written: dark ink on a white sheet, so that it can be read on a dark page too. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    Svg(String title, int width, int height) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' role='img'",
                width, height, width, height);
        add(" font-family='DejaVu Sans, Verdana, sans-serif' font-size='13' fill='#1a1a1a'>\n");
        add("<title>%s</title>\n", escaped(title));
        add("<rect width='%d' height='%d' fill='#ffffff'/>\n", width, height);
        add("<text x='12' y='22' font-size='15' font-weight='bold'>%s</text>\n", escaped(title));
    }

    /** Adds formatted markup; words in it must be escaped. */
    void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }

    /** The whole drawing. */
    String text() {
        return text + "</svg>\n";
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }
}
