package dev.tidepath.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts a page together from the template, the styles, the scripts and the numbers.
 *
 * @param title the heading, plain text
 * @param facts names and values below the charts, plain text
 * @param data the numbers
 */
record PlotPage(String title, Map<String, String> facts, PlotData data) {

    static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/";
    static final String OURS = "dev/tidepath/io/plot/";
    static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

    void write(Appendable out) throws IOException {
        String script = script();
        String template = resource(OURS + "page.html");
        Matcher slot = SLOT.matcher(template);
        int done = 0;
        while (slot.find()) {
            out.append(template, done, slot.start());
            fill(slot.group(1), script, out);
            done = slot.end();
        }
        out.append(template, done, template.length());
    }

    private void fill(String slot, String script, Appendable out) throws IOException {
        switch (slot) {
            case "title" -> out.append(escape(title));
            case "style" -> out.append(resource(UPLOT + "dist/uPlot.min.css")).append(resource(OURS + "page.css"));
            case "summary" -> out.append(escape(PlotWords.summary(data)));
            case "legend" -> out.append(escape(PlotWords.legend(data)));
            case "facts" -> out.append(factList());
            case "data" -> data.write(out);
            case "script" -> out.append(script);
            case "scripthash" -> out.append(hash(script));
            default -> throw new IllegalStateException("the template has an unknown slot: " + slot);
        }
    }

    private static String script() {
        return "/*!\n" + resource(UPLOT + "LICENSE") + "\n*/\n"
                + resource(UPLOT + "dist/uPlot.iife.min.js")
                + resource(OURS + "format.js")
                + resource(OURS + "chart.js")
                + resource(OURS + "touch.js")
                + resource(OURS + "page.js");
    }

    private String factList() {
        if (facts.isEmpty()) {
            return "";
        }
        return facts.entrySet().stream()
                .map(e -> "<div><dt>" + escape(e.getKey()) + "</dt><dd>" + escape(e.getValue()) + "</dd></div>\n")
                .collect(Collectors.joining("", "<h2>About this forecast</h2>\n<dl>\n", "</dl>\n"));
    }

    /** The policy lets this one script run and nothing be fetched, whatever a name may contain. */
    static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String resource(String path) {
        try (InputStream in = PlotPage.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " from the class path", e);
        }
    }
}
