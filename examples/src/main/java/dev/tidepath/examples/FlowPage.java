package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A page of pictures: data, samples, and the density on its way. */
final class FlowPage {

    private static final int CELLS = 120;
    private static final double SIDE = 9;
    private static final int POINTS = 20_000;
    private static final double[] TIMES = {0, 0.25, 0.5, 0.75, 0.9, 1};

    private static final String STYLE = """
            h2 { font-size: 1.1rem; margin: 2rem 0 0 }
            p { margin: 0 0 .5rem }
            .strip { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.2rem, 1fr)); gap: .5rem }
            figure { margin: 0 }
            img { display: block; width: 100%; image-rendering: auto }
            figcaption { font-size: .85rem; color: #555 }
            """;
    private static final String INTRODUCTION = """
            <p>The standard normal density, carried along by a learnt field from time 0 to time 1. Negative log-likelihoods are of
            points that were not trained on, in nats. Lighter is denser; each picture has its own scale.</p>
            """;

    private record Picture(String caption, String address) {}

    /** The pictures of one flow. */
    record Row(FlowFigures figures, List<Picture> pictures) {

        static Row of(FlowStudy study, FlowFigures figures, WorkerPool pool) {
            RandomKey key = RandomKey.of(0).derive("pictures");
            List<Picture> pictures = new ArrayList<>();
            pictures.add(new Picture("data", points(study.data().points(key, POINTS))));
            pictures.add(new Picture("samples", points(study.flow().sample(study.weights(), key, POINTS, pool))));
            Matrix grid = FlowPicture.grid(CELLS, SIDE);
            for (double t : TIMES) {
                double[] density = study.flow().logDensity(study.weights(), grid, t, pool);
                pictures.add(new Picture("density at " + t, FlowPicture.ofDensity(CELLS, density)));
            }
            return new Row(figures, pictures);
        }

        private static String points(Matrix points) {
            return FlowPicture.ofPoints(CELLS, SIDE, points);
        }
    }

    private FlowPage() {}

    static void write(Path folder, List<Row> rows, PrintStream err) {
        Pages.create(folder);
        AtomicFile.write(folder.resolve("flows.html"), out -> write(out, rows));
        err.println("wrote flows.html in " + folder);
    }

    private static void write(Writer out, List<Row> rows) throws IOException {
        out.write(Pages.head("Continuous normalizing flows", STYLE) + INTRODUCTION);
        for (Row row : rows) {
            FlowFigures f = row.figures();
            out.write(String.format(
                    Locale.ROOT,
                    "<h2>%s</h2>%n<p>%.3f ± %.3f; the true density on the same points %.3f; mass %.4f</p>%n",
                    f.data().label(),
                    f.loss(),
                    f.standardError(),
                    f.lossOfTruth(),
                    f.mass()));
            out.write("<div class=\"strip\">\n");
            for (Picture p : row.pictures()) {
                out.write("<figure><img alt=\"" + f.data().label() + ", " + p.caption() + "\" src=\"" + p.address()
                        + "\"><figcaption>" + p.caption() + "</figcaption></figure>\n");
            }
            out.write("</div>\n");
        }
        out.write("</body>\n</html>\n");
    }
}
