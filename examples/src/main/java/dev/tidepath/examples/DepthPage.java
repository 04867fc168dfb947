package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import java.io.PrintStream;
import java.nio.file.Path;

/** A page of pictures and of texts that were drawn. */
final class DepthPage {

    private static final String STYLE = """
            h2 { font-size: 1.1rem; margin: 1.5rem 0 0 }
            svg { width: min(34rem, 94vw); margin: 0 .5rem .5rem 0 }
            pre { white-space: pre-wrap }
            """;

    private DepthPage() {}

    static void write(Path folder, String pictures, String texts, PrintStream err) {
        Pages.create(folder);
        AtomicFile.write(
                folder.resolve("depth.html"),
                page -> page.write(Pages.head("A transformer in layers and of continuous depth", STYLE) + pictures
                        + texts + "</body>\n</html>\n"));
        err.println("wrote depth.html in " + folder);
    }
}
