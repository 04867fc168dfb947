package dev.tidepath.examples;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.flow.Batches;
import dev.tidepath.flow.ContinuousFlow;
import dev.tidepath.flow.DensityEstimate;
import dev.tidepath.flow.MlpField;
import dev.tidepath.flow.StandardNormal;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Adam;
import dev.tidepath.train.Objective;
import dev.tidepath.train.Schedule;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;

/**
 * A continuous normalizing flow of 64 dimensions: images of handwritten digits of 8 × 8 pixels, in bits a pixel, by
 * Hutchinson's estimator with its standard error. The flow works in coordinates in which the known images have mean zero and the
 * identity as covariances. Every fifth image is kept back.
 *
 * <p>Fails unless the flow needs fewer bits than independent pixels and than a normal density of the same transformed pixels
 * with all their covariances.
 *
 * <p>Options: {@code --out FOLDER} for a page with images and samples; {@code --seed N}; {@code --threads N}; {@code --quick}.
 */
public final class DigitFlow {

    private static final String USAGE = "Usage: DigitFlow [--out FOLDER] [--seed N] [--threads N] [--quick]";
    private static final OdeSolver ROUGH = OdeSolver.dopri5(1e-2, 1e-2, 1_000);
    private static final OdeSolver FINE = OdeSolver.dopri5(1e-4, 1e-4, 10_000);
    private static final int WIDTH = 128;
    private static final int MATCHING = 4_000;
    private static final int QUICK_MATCHING = 800;
    private static final int LIKELIHOOD = 150;
    private static final int PROBES = 10;
    private static final int A_SIDE = 12;
    private static final double DECAY = 0.05;
    private static final String STYLE = """
            figure { display: inline-block; margin: 0 1rem 1rem 0 }
            img { width: min(34rem, 92vw); image-rendering: pixelated }
            """;

    private final RandomKey key;
    private final int threads;
    private final boolean quick;
    private final PrintStream err;
    private final Parameters layout = new Parameters();
    private final ContinuousFlow flow;
    private final double[] weights;
    private final DigitImages known;
    private final DigitImages kept;
    private final NormalFit normal;

    private DigitFlow(Arguments arguments, PrintStream err) {
        this.err = err;
        key = RandomKey.of(arguments.seed()).derive("digits");
        threads = arguments.threads();
        quick = arguments.quick();
        MlpField field = MlpField.in(layout, "field", DigitImages.PIXELS, 0, WIDTH, WIDTH, WIDTH);
        flow = new ContinuousFlow(layout, field, Trace.HUTCHINSON, FINE);
        weights = layout.initialValues(key.derive("weights"));
        DigitImages all = DigitImages.read(ExampleData.find("digits8x8.csv.gz"));
        known = all.part(false);
        kept = all.part(true);
        normal = NormalFit.of(known.points(key.derive("noise of the normal")));
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = DigitFlow::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of(), Set.of());
        DigitFlow example = new DigitFlow(arguments, err);
        try (WorkerPool pool = new WorkerPool("digits", example.threads)) {
            example.train();
            arguments.path("--out").ifPresent(folder -> example.write(folder, pool));
            return example.compare(pool, out);
        }
    }

    private void train() {
        train(
                "straight paths",
                quick ? QUICK_MATCHING : MATCHING,
                2e-3,
                flow.matching(batches("matching", 2, 128), key.derive("noise")));
        if (!quick) {
            Objective likelihood = flow.with(ROUGH)
                    .likelihood(batches("likelihood", 4, 64), CheckpointedAdjoint.fullMemory(), key.derive("probes"));
            train("likelihood", LIKELIHOOD, 5e-4, likelihood);
        }
    }

    private Batches batches(String purpose, int chunks, int size) {
        Batches images = known.batches(key.derive(purpose), chunks, size);
        return new Batches(chunks, size, (iteration, chunk, into) -> {
            images.source().points(iteration, chunk, into);
            normal.whiten(into);
        });
    }

    private void train(String what, int iterations, double rate, Objective objective) {
        TrainingOptions options = new TrainingOptions(
                iterations,
                Adam.STANDARD.withWeightDecay(DECAY),
                Schedule.cosine(rate, iterations),
                10,
                threads,
                Integer.MAX_VALUE,
                null);
        new TrainingLoop(options).run(objective, weights, new TrainingLines("digits, " + what, err));
    }

    private boolean compare(WorkerPool pool, PrintStream out) {
        Matrix points = kept.points(key.derive("test"));
        Matrix white = points.slice(0, points.batch());
        normal.whiten(white);
        DensityEstimate estimate = flow.estimate(weights, white, key.derive("signs"), PROBES, pool);
        double ours = bits(points, estimate.mean());
        double[] standard = new double[points.batch()];
        Arrays.setAll(standard, b -> StandardNormal.logDensity(white, white.features(), b));
        double ofNormal = bits(points, standard);
        double error = estimate.standardErrorOfMean() / (DigitImages.PIXELS * StrictMath.log(2));
        double independent = StatUtils.mean(kept.bitsOfIndependentPixels(known));
        out.println(known.count() + " digits known, " + kept.count() + " kept back; bits a pixel of those");
        print(out, "uniform", StrictMath.log(DigitImages.LEVELS) / StrictMath.log(2), "");
        print(out, "independent pixels", independent, "");
        print(out, "normal, all covariances", ofNormal, "");
        print(
                out,
                "continuous flow",
                ours,
                String.format(Locale.ROOT, " ± %.4f by %d probes; %d parameters", error, PROBES, layout.size()));
        return new Bars()
                .below("bits against independent pixels", ours, independent)
                .below("bits against the normal density", ours, ofNormal)
                .kept(err);
    }

    private double bits(Matrix points, double[] ofWhitened) {
        double[] log = ofWhitened.clone();
        Arrays.setAll(log, b -> ofWhitened[b] + normal.logChange());
        return StatUtils.mean(DigitImages.bits(points, log));
    }

    private static void print(PrintStream out, String what, double bits, String more) {
        out.println(String.format(Locale.ROOT, "  %-26s %6.3f%s", what, bits, more));
    }

    private void write(Path folder, WorkerPool pool) {
        Pages.create(folder);
        int count = A_SIDE * A_SIDE;
        String data = sheet(known.points(key.derive("sheet")).slice(0, count));
        Matrix drawn = flow.sample(weights, key.derive("samples"), count, pool);
        normal.colour(drawn);
        String samples = sheet(drawn);
        AtomicFile.write(
                folder.resolve("digits.html"),
                page -> page.write(Pages.head("Digits", STYLE)
                        + "<figure><img alt=\"digits of the data\" src=\"" + data
                        + "\"><figcaption>data</figcaption></figure>\n"
                        + "<figure><img alt=\"digits drawn from the flow\" src=\"" + samples
                        + "\"><figcaption>drawn from the flow</figcaption></figure>\n</body>\n</html>\n"));
        err.println("wrote digits.html in " + folder);
    }

    private static String sheet(Matrix points) {
        double[][] images = new double[points.batch()][];
        Arrays.setAll(images, b -> DigitImages.image(points, b));
        return FlowPicture.ofSheet(A_SIDE, DigitImages.SIDE, images);
    }
}
