package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import java.io.PrintStream;
import java.nio.file.Path;

/** A page of pictures and of texts that were drawn. */
final class DepthPage {

    private static final String STYLE = """
            h2 { font-size: 1.1rem; margin: 1.5rem 0 0 }
            .wide { overflow-x: auto }
            svg { width: 100%; min-width: 50rem }
            pre { white-space: pre-wrap }
            """;

    private DepthPage() {}

    static void write(Path folder, PanelPicture picture, String texts, PrintStream err) {
        Pages.create(folder);
        AtomicFile.write(folder.resolve("depth.html"), page -> {
            page.write(Pages.head("A transformer in layers and of continuous depth", STYLE));
            page.write("<div class=\"wide\">\n");
            picture.write(page);
            page.write("</div>\n" + texts + "</body>\n</html>\n");
        });
        err.println("wrote depth.html in " + folder);
    }
}
