package dev.tidepath.examples;

import dev.tidepath.language.Depth;
import dev.tidepath.language.NgramModel;
import dev.tidepath.language.Transformer;
import dev.tidepath.language.TransformerShape;
import dev.tidepath.language.Windows;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.PidController;
import dev.tidepath.ode.SharedSteps;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A transformer of the characters of a novel whose depth is an ordinary differential equation, beside the same network in
 * layers with as many parameters, and n-grams. Every network is trained from the same start on the same windows of the first 90 %
 * of the text; figures are bits a character of the last 5 %.
 *
 * <p>Fails unless both networks need fewer bits than a 5-gram model, and the continuous one, solved finely, at most 0.05 more than
 * the one in layers. With {@code --quick}, a small network and little training, both must be ahead of a bigram model and at most 0.2
 * apart.
 *
 * <p>Options: {@code --out FOLDER} for a page with pictures and texts; {@code --steps N} of the optimiser for each network; {@code
 * --threads N}; {@code --seed N}; {@code --quick}.
 */
public final class ContinuousDepth {

    private static final String USAGE =
            "Usage: ContinuousDepth [--out FOLDER] [--steps N] [--threads N] [--seed N] [--quick]";
    private static final int STEPS = 6_000;
    private static final int QUICK_STEPS = 60;
    private static final int CHUNKS = 2;
    private static final double CLOSE = 0.05;
    private static final double QUICK_CLOSE = 0.2;
    private static final int MOST_STEPS = 10_000;
    private static final double TRAINED = 0.03;
    private static final double FINE = 1e-3;
    private static final double[] TOLERANCES = {0.3, 0.1, TRAINED, 1e-2, FINE, 1e-4, 1e-6};
    private static final int[] DEPTHS = {1, 2, 4, 8, 16, 32};
    private static final int SNAPSHOTS = 4;
    private static final double TEMPERATURE = 0.7;
    private static final String BLUE = "#1f77b4";
    private static final String ORANGE = "#d95f02";
    private static final String GREY = "#888888";

    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream err;
    private final RandomKey key;
    private final boolean quick;
    private final NovelText text = NovelText.read(ExampleData.find("pride_and_prejudice.txt.gz"));
    private final int testEnd;
    private final Transformer model;
    private final LanguageStudy.Budget budget;

    private ContinuousDepth(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
        key = RandomKey.of(arguments.seed()).derive("depth");
        quick = arguments.quick();
        testEnd = quick ? text.testStart() + 2_000 : text.tokens().length;
        model = new Transformer(quick ? small(2) : new TransformerShape(text.size(), 32, 4, 104, 4, 416, 4));
        budget = new LanguageStudy.Budget(
                arguments.count("--steps", quick ? QUICK_STEPS : STEPS),
                quick ? 0.02 : 8e-3,
                CHUNKS,
                16,
                arguments.count("--threads", CHUNKS));
    }

    private TransformerShape small(int layers) {
        return new TransformerShape(text.size(), 32, 4, 24, 2, 64, layers);
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = ContinuousDepth::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of(), Set.of("--steps"));
        ContinuousDepth example = new ContinuousDepth(arguments, out, err);
        try (WorkerPool pool = new WorkerPool("depth", example.budget.threads())) {
            return example.study(pool);
        }
    }

    /** From rough fixed steps to a tolerance: rough ones learn as much at first, bounded errors make an equation of it. */
    private Depth.Continuous ofTraining() {
        return new Depth.Continuous(stages(budget.steps(), model.shape().layers()), CheckpointedAdjoint.fullMemory());
    }

    static List<Depth.Stage> stages(int steps, int layers) {
        OdeSolver rough = new OdeSolver(ExplicitRungeKutta.midpoint(), new FixedStep(layers / 2), MOST_STEPS);
        int later = (int) Math.max(1, steps * 4L / 10);
        return List.of(new Depth.Stage(0, rough), new Depth.Stage(later, tolerant(TRAINED)));
    }

    private static OdeSolver tolerant(double tolerance) {
        return new OdeSolver(
                ExplicitRungeKutta.bosh3(), new SharedSteps(PidController.integral(tolerance, tolerance)), MOST_STEPS);
    }

    private static Depth solved(double tolerance) {
        return new Depth.Continuous(tolerant(tolerance), CheckpointedAdjoint.standard());
    }

    private boolean study(WorkerPool pool) {
        out.println(String.format(
                Locale.ROOT,
                "%d characters of %d kinds, %d to train on; bits a character of the last %d",
                text.tokens().length,
                text.size(),
                text.trainEnd(),
                testEnd - text.testStart()));
        double bigram = ngram(2);
        double fiveGram = ngram(5);
        LanguageStudy layers = train(new Depth.Layers(), new DepthCurve("layers", GREY), pool);
        Transformer.Score ofLayers = scored("transformer, layers", layers, layers.depth(), pool);
        LanguageStudy continuous = train(ofTraining(), new DepthCurve("continuous", BLUE), pool);
        scored("transformer, continuous, as trained", continuous, continuous.depth(), pool);
        Transformer.Score fine = scored("transformer, continuous, solved finely", continuous, solved(FINE), pool);
        DepthCurve byTolerance = byTolerance(continuous, pool);
        List<DepthCurve> memory = memory();
        String sample = quick ? "" : drawn("layers", layers) + drawn("continuous", continuous);
        arguments
                .path("--out")
                .ifPresent(folder -> write(folder, layers, continuous, fiveGram, byTolerance, memory, sample));
        double bar = quick ? bigram : fiveGram;
        String what = quick ? "a bigram model" : "a 5-gram model";
        return new Bars()
                .below("bits of layers, against " + what + ",", ofLayers.bits(), bar)
                .below("bits of the continuous depth, against " + what + ",", fine.bits(), bar)
                .atMost("its difference to layers", fine.bits() - ofLayers.bits(), quick ? QUICK_CLOSE : CLOSE)
                .kept(err);
    }

    private double ngram(int order) {
        NgramModel ngram = NgramModel.of(Arrays.copyOf(text.tokens(), text.trainEnd()), text.size(), order);
        double bits = ngram.bits(text.tokens(), text.testStart(), testEnd);
        out.println(String.format(Locale.ROOT, "  %-40s %6.3f", order + "-gram, modified Kneser-Ney", bits));
        return bits;
    }

    private LanguageStudy train(Depth depth, DepthCurve curve, WorkerPool pool) {
        return LanguageStudy.train(model, depth, text, budget, key, curve, pool, err);
    }

    private Transformer.Score scored(String what, LanguageStudy study, Depth depth, WorkerPool pool) {
        Transformer.Score score = study.score(text, text.testStart(), testEnd, depth, pool);
        out.println(String.format(
                Locale.ROOT,
                "  %-40s %6.3f   %4.1f evaluations, %d parameters, %d steps of %d characters, %.0f s",
                what,
                score.bits(),
                score.evaluations(),
                model.layout().size(),
                study.steps(),
                budget.tokens(model) / budget.steps(),
                study.seconds()));
        return score;
    }

    private DepthCurve byTolerance(LanguageStudy study, WorkerPool pool) {
        DepthCurve curve = new DepthCurve("bits a character", BLUE);
        out.println("tolerance, evaluations and bits of the first 2,000 characters, Bogacki-Shampine 3(2)");
        for (double tolerance : quick ? new double[] {0.1, 1e-2} : TOLERANCES) {
            Transformer.Score score =
                    study.score(text, text.testStart(), text.testStart() + 2_000, solved(tolerance), pool);
            out.println(
                    String.format(Locale.ROOT, "  %7.0e %8.1f %8.4f", tolerance, score.evaluations(), score.bits()));
            curve.add(score.evaluations(), score.bits());
        }
        return curve;
    }

    /** Of small networks: with as many layers, and with as many steps of Euler's method for two layers' weights. */
    private List<DepthCurve> memory() {
        DepthCurve layers = new DepthCurve("layers", GREY);
        DepthCurve steps = new DepthCurve("steps, " + SNAPSHOTS + " states kept", BLUE);
        out.println("memory of the gradient of 16 windows by a small network, megabytes: depth, layers, steps");
        for (int depth : quick ? new int[] {1, 4} : DEPTHS) {
            double ofLayers = megabytes(new Transformer(small(depth)), new Depth.Layers());
            double ofSteps = megabytes(
                    new Transformer(small(2)),
                    new Depth.Continuous(
                            new OdeSolver(ExplicitRungeKutta.euler(), new FixedStep(depth), MOST_STEPS),
                            CheckpointedAdjoint.snapshots(SNAPSHOTS)));
            layers.add(depth, ofLayers);
            steps.add(depth, ofSteps);
            out.println(String.format(Locale.ROOT, "  %4d %8.1f %8.1f", depth, ofLayers, ofSteps));
        }
        return List.of(layers, steps);
    }

    private double megabytes(Transformer small, Depth depth) {
        Windows windows = new Windows(text.tokens(), 0, text.trainEnd(), 1, 16, key.derive("memory"));
        return DepthStudy.megabytes(
                small.objective(windows, depth), small.layout().size());
    }

    private String drawn(String what, LanguageStudy study) {
        int[][] start = {Arrays.copyOfRange(text.tokens(), text.testStart() - 200, text.testStart())};
        int[] longer = model.continued(study.weights(), start, 400, TEMPERATURE, key.derive("text"), study.depth())[0];
        String drawn = text.text(longer, start[0].length, longer.length);
        out.println("--- " + what + ", temperature " + TEMPERATURE + "\n" + drawn + "\n---");
        return "<h2>" + what + "</h2>\n<pre>" + drawn.replace("&", "&amp;").replace("<", "&lt;") + "</pre>\n";
    }

    private void write(
            Path folder,
            LanguageStudy layers,
            LanguageStudy continuous,
            double fiveGram,
            DepthCurve byTolerance,
            List<DepthCurve> memory,
            String sample) {
        DepthCurve error = new DepthCurve("against the tightest tolerance", BLUE);
        int last = byTolerance.y().size() - 1;
        for (int i = 0; i < last; i++) {
            error.add(
                    byTolerance.x().get(i),
                    Math.abs(byTolerance.y().get(i) - byTolerance.y().get(last)));
        }
        PanelPicture picture = new PanelPicture()
                .panel(
                        "Validation while training",
                        PanelPicture.Axis.linear("steps of the optimiser"),
                        PanelPicture.Axis.linear("bits a character"),
                        List.of(
                                layers.curve().drawn(),
                                continuous.curve().drawn(),
                                new PanelPicture.Curve(
                                        "5-gram", ORANGE, new double[] {0, budget.steps()}, new double[] {
                                            fiveGram, fiveGram
                                        })))
                .panel(
                        "Memory of a gradient",
                        PanelPicture.Axis.logarithmic("layers or steps"),
                        PanelPicture.Axis.logarithmic("megabytes"),
                        memory.stream().map(DepthCurve::drawn).toList())
                .panel(
                        "Error of the solver",
                        PanelPicture.Axis.logarithmic("evaluations"),
                        PanelPicture.Axis.logarithmic("bits a character"),
                        List.of(error.drawn()));
        DepthPage.write(folder, picture, sample, err);
    }
}
