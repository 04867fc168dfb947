package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import java.io.PrintStream;
import java.nio.file.Path;

/** A page of pictures and of texts that were drawn. */
final class DepthPage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Continuous depth</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 74rem; margin: 0 auto; padding: 1rem; color: #222; background: #fff }
            h2 { font-size: 1.1rem; margin: 1.5rem 0 0 }
            svg { width: min(34rem, 94vw); margin: 0 .5rem .5rem 0 }
            pre { white-space: pre-wrap }
            </style>
            </head>
            <body>
            <h1>A transformer in layers and of continuous depth</h1>
            """;

    private DepthPage() {}

    static void write(Path folder, String pictures, String texts, PrintStream err) {
        Pages.create(folder);
        AtomicFile.write(
                folder.resolve("depth.html"), page -> page.write(HEAD + pictures + texts + "</body>\n</html>\n"));
        err.println("wrote depth.html in " + folder);
    }
}
