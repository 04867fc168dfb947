package dev.tidepath.examples;

import dev.tidepath.nn.Trace;
import dev.tidepath.parallel.WorkerPool;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Continuous normalizing flows on seven densities of the plane, beside the lowest negative log-likelihood there can be.
 *
 * <p>Fails unless every flow comes within 0.10 nats of that, of the checkerboard within 0.20, is nowhere below it by more than
 * three standard errors, its density adds up to 1 within 0.01, and points come back within 1e-5.
 *
 * <p>Options: {@code --only NAME} of one density, such as {@code "swiss roll"}; {@code --out FOLDER} for a page with pictures; {@code
 * --seed N}; {@code --threads N}; {@code --hutchinson} maximises a likelihood of estimated traces; {@code --no-planar} leaves out the second table, planar flows beside planar continuous ones; {@code --quick} for two densities with a small budget, which only has to come within half a nat.
 */
public final class ContinuousFlows {

    private static final String USAGE =
            "Usage: ContinuousFlows [--only NAME] [--out FOLDER] [--seed N] [--threads N] [--hutchinson] [--no-planar] [--quick]";

    private static final int[] WIDTHS = {8, 32, 64};
    private static final int[] QUICK_WIDTHS = {8};
    private static final int ITERATIONS = 1_000;
    private static final int QUICK_ITERATIONS = 100;
    private static final int TEST = 5_000;

    private ContinuousFlows() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = ContinuousFlows::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of("--hutchinson", "--no-planar"), Set.of("--only"));
        boolean quick = arguments.quick();
        int threads = arguments.threads();
        long seed = arguments.seed();
        FlowStudy.Budget budget = quick ? FlowStudy.Budget.QUICK : FlowStudy.Budget.FULL;
        Trace trace = arguments.has("--hutchinson") ? Trace.HUTCHINSON : Trace.EXACT;
        Bars bars = new Bars();
        Optional<Path> folder = arguments.path("--out");
        List<ToyData> chosen = chosen(arguments, quick);
        List<FlowPage.Row> rows = new ArrayList<>();
        out.println("negative log-likelihood in nats of points that were not trained on");
        out.println(
                "                     flow    s.e.   truth     gap    s.e.    mass  inverse error  Hutchinson    s.e.");
        try (WorkerPool pool = new WorkerPool("flows", threads)) {
            for (ToyData data : chosen) {
                FlowStudy study = new FlowStudy(data, budget, trace, seed, threads);
                study.train(err);
                FlowFigures figures = study.measure(pool);
                out.println(line(figures));
                require(bars, figures, quick);
                folder.ifPresent(f -> rows.add(FlowPage.Row.of(study, figures, pool)));
            }
            if (!arguments.has("--no-planar")) {
                planar(seed, threads, quick, pool, out, err);
            }
        }
        folder.ifPresent(f -> FlowPage.write(f, rows, err));
        return bars.kept(err);
    }

    private static void planar(
            long seed, int threads, boolean quick, WorkerPool pool, PrintStream out, PrintStream err) {
        out.println("as many planar layers as gated planar units; negative log-likelihood of each, (parameters)");
        out.println("                    width    layers               units               lowest");
        for (ToyData data : quick ? List.of(ToyData.MOONS) : List.of(ToyData.MOONS, ToyData.CIRCLES)) {
            for (int width : quick ? QUICK_WIDTHS : WIDTHS) {
                int iterations = quick ? QUICK_ITERATIONS : ITERATIONS;
                PlanarStudy.Result r = new PlanarStudy(data, width, iterations, seed, threads).compare(TEST, pool, err);
                out.println(String.format(
                        Locale.ROOT,
                        "  %-16s %6d   %7.3f %8s    %7.3f %8s    %7.3f",
                        data.label(),
                        width,
                        r.layers(),
                        "(" + r.layerParameters() + ")",
                        r.units(),
                        "(" + r.unitParameters() + ")",
                        data.lowest()));
            }
        }
    }

    private static List<ToyData> chosen(Arguments arguments, boolean quick) {
        Optional<String> only = arguments.path("--only").map(Path::toString);
        if (only.isEmpty()) {
            return quick ? List.of(ToyData.MOONS, ToyData.EIGHT_GAUSSIANS) : ToyData.ALL;
        }
        List<ToyData> named = ToyData.ALL.stream()
                .filter(data -> data.label().equals(only.get()))
                .toList();
        if (named.isEmpty()) {
            throw new Arguments.NotUnderstood("there is no density called '" + only.get() + "'");
        }
        return named;
    }

    private static String line(FlowFigures f) {
        return String.format(
                Locale.ROOT,
                "  %-16s %7.3f %7.3f %7.3f %7.3f %7.3f %7.4f        %.1e     %7.4f %7.4f",
                f.data().label(),
                f.loss(),
                f.standardError(),
                f.lossOfTruth(),
                f.gap(),
                f.standardErrorOfGap(),
                f.mass(),
                f.inverseError(),
                f.errorOfEstimate(),
                f.standardErrorOfEstimate());
    }

    static void require(Bars bars, FlowFigures f, boolean quick) {
        String name = f.data().label();
        bars.atMost(
                        name + ": nats above the lowest",
                        f.loss() - f.data().lowest(),
                        quick ? 0.5 : f.data().allowed())
                .atMost(name + ": nats below the lowest", f.data().lowest() - f.loss(), 3 * f.standardError())
                .within(name + ": mass", f.mass(), 0.99, 1.01)
                .below(name + ": inverse error", f.inverseError(), 1e-5)
                .atMost(
                        name + ": error of Hutchinson's estimate",
                        Math.abs(f.errorOfEstimate()),
                        4 * f.standardErrorOfEstimate());
    }
}
