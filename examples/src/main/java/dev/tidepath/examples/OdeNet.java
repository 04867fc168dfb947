package dev.tidepath.examples;

import dev.tidepath.image.Effort;
import dev.tidepath.image.ImageClassifier;
import dev.tidepath.image.Minibatches;
import dev.tidepath.image.Score;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.PidController;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Adam;
import dev.tidepath.train.Objective;
import dev.tidepath.train.Schedule;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import dev.tidepath.train.TrainingProgress;
import dev.tidepath.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A residual network, the same kind of block integrated by RK4 with back-propagation, and by an adaptive solver with the adjoint
 * (Chen et al. 2018, section 3, table 1 and figure 3), on images of handwritten digits: 8 × 8 pixels, which are shipped, or MNIST.
 *
 * <p>Fails unless the ODE-Net has at most a third of the residual network's parameters, errs at most half a point more often, and gets
 * no more than 2 % of the digits wrong, or 1 % of MNIST (the last alone where there is no residual
 * network); {@code --quick} unless both networks get 85 % right.
 *
 * <p>Options: {@code --data FOLDER} with the four files of MNIST; {@code --out FOLDER} for the picture; {@code --only NAME} for one
 * network, {@code resnet}, {@code rk-net} or {@code ode-net}; {@code --epochs N}; {@code --minutes N} to break
 * off a training; {@code --smooth} for softplus instead of the
 * rectifier; {@code --validation} judges by a fifth of the images known instead of those kept; {@code --seed N}; {@code --threads
 * N}; {@code --quick}.
 */
public final class OdeNet {

    private static final String USAGE =
            "Usage: OdeNet [--data FOLDER] [--out FOLDER] [--only resnet|rk-net|ode-net] [--epochs N] [--minutes N]"
                    + " [--smooth] [--validation] [--seed N] [--threads N] [--quick]";
    private static final String RESIDUAL = "resnet";
    private static final String RUNGE_KUTTA = "rk-net";
    private static final String CONTINUOUS = "ode-net";
    private static final List<String> NAMES = List.of(RESIDUAL, RUNGE_KUTTA, CONTINUOUS);
    private static final double DECAY = 0.01;
    private static final double CLIP = 10;
    private static final int RK_STEPS = 2;
    private static final int MOST_STEPS = 1_000;
    private static final int STUDIED = 32;
    private static final double[] TOLERANCES = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5};
    private static final String BLUE = "#2980b9";
    private static final String GREEN = "#27ae60";
    private static final String RED = "#c0392b";
    private static final int[] DEPTHS = {2, 4, 8, 16, 32, 64};

    private final ImageTask task;
    private final RandomKey key;
    private final int threads;
    private final boolean quick;
    private final @Nullable Duration brake;
    private final PrintStream err;

    /** One of the three networks, trained. */
    private record Trained(
            String name,
            ImageClassifier classifier,
            double[] weights,
            Score score,
            double seconds,
            double passes,
            double megabytes,
            List<Effort> epochs) {}

    private OdeNet(ImageTask task, Arguments arguments, PrintStream err) {
        this.task = task;
        this.err = err;
        key = RandomKey.of(arguments.seed()).derive("images");
        threads = arguments.threads();
        quick = arguments.quick();
        int minutes = arguments.count("--minutes", 1);
        brake = arguments.path("--minutes").isPresent() ? Duration.ofMinutes(minutes) : null;
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = OdeNet::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(
                words, Set.of("--smooth", "--validation"), Set.of("--data", "--only", "--epochs", "--minutes"));
        String only = arguments.path("--only").map(Path::toString).orElse("");
        requireNetwork(only, arguments);
        ImageTask task = arguments.path("--data").map(ImageTask::mnist).orElseGet(ImageTask::digits);
        task = arguments.has("--smooth") ? task.smooth() : task;
        ImageTask judged = arguments.has("--validation") ? task.validation() : task;
        ImageTask small = arguments.quick() ? judged.small() : judged;
        OdeNet example = new OdeNet(
                small.epochs(arguments.count("--epochs", small.training().epochs())), arguments, err);
        List<Trained> all = new ArrayList<>();
        for (String name : NAMES) {
            boolean asked = only.isEmpty() ? !(example.quick && name.equals(RUNGE_KUTTA)) : only.equals(name);
            if (asked) {
                all.add(example.train(name));
            }
        }
        example.print(all, out);
        Trained last = all.get(all.size() - 1);
        if (last.name().equals(CONTINUOUS)) {
            example.study(last, out, arguments);
        }
        return example.keepsBars(all);
    }

    private static void requireNetwork(String only, Arguments arguments) {
        if (only.isEmpty() || only.equals(CONTINUOUS)) {
            return;
        }
        if (!NAMES.contains(only)) {
            throw new Arguments.NotUnderstood("--only " + only + " is none of " + String.join(", ", NAMES));
        }
        if (arguments.path("--out").isPresent()) {
            throw new Arguments.NotUnderstood("--out draws the ode-net, which --only " + only + " leaves out");
        }
    }

    private ImageClassifier classifier(String name) {
        return switch (name) {
            case RESIDUAL -> ImageClassifier.residual(task.options(), task.blocks());
            case RUNGE_KUTTA ->
                ImageClassifier.continuous(
                        task.options(),
                        new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(RK_STEPS), MOST_STEPS),
                        CheckpointedAdjoint.fullMemory());
            default ->
                ImageClassifier.continuous(
                        task.options(),
                        new OdeSolver(
                                ExplicitRungeKutta.bosh3(),
                                PidController.integral(task.tolerance(), task.tolerance()),
                                MOST_STEPS),
                        CheckpointedAdjoint.standard());
        };
    }

    private Trained train(String name) {
        ImageClassifier classifier = classifier(name);
        double[] weights = classifier.layout().initialValues(key.derive("weights"));
        Minibatches batches = new Minibatches(task.known(), 2, task.training().size(), key.derive("orders"));
        Effort.Tally tally = new Effort.Tally();
        Objective objective = classifier.objective(batches, tally);
        double megabytes = DepthStudy.megabytes(objective, weights.length);
        tally.take();
        ImageTask.Training training = task.training();
        int iterations = training.epochs() * batches.perEpoch();
        double rate = name.equals(RESIDUAL) ? training.residualRate() : training.continuousRate();
        TrainingOptions options = new TrainingOptions(
                iterations,
                Adam.STANDARD.withWeightDecay(DECAY),
                Schedule.cosine(rate, iterations),
                CLIP,
                threads,
                Integer.MAX_VALUE,
                brake);
        EpochEfforts listener = new EpochEfforts(name, batches.perEpoch(), tally, err);
        TrainingResult result = new TrainingLoop(options).run(objective, weights, listener);
        double passes = (double) result.iterations() / batches.perEpoch();
        double seconds = listener.lines.seconds();
        try (WorkerPool pool = new WorkerPool("images", threads)) {
            Score score = classifier.score(weights, task.kept(), pool);
            return new Trained(name, classifier, weights, score, seconds, passes, megabytes, listener.epochs);
        }
    }

    /** Keeps the evaluations of every epoch. */
    private static final class EpochEfforts implements TrainingListener {

        private final TrainingLines lines;
        private final int perEpoch;
        private final Effort.Tally tally;
        private final List<Effort> epochs = new ArrayList<>();

        EpochEfforts(String name, int perEpoch, Effort.Tally tally, PrintStream err) {
            lines = new TrainingLines(name, err);
            this.perEpoch = perEpoch;
            this.tally = tally;
        }

        @Override
        public boolean onProgress(TrainingProgress progress) {
            if (progress.iteration() % perEpoch == 0) {
                epochs.add(tally.take());
            }
            return lines.onProgress(progress);
        }

        @Override
        public void onEnd(TrainingResult result) {
            if (result.iterations() % perEpoch != 0) {
                epochs.add(tally.take());
            }
        }
    }

    private void print(List<Trained> all, PrintStream out) {
        out.println(String.format(
                Locale.ROOT,
                "%s: %,d images known, %,d to be judged by; %d epochs planned",
                task.name(),
                task.known().count(),
                task.kept().count(),
                task.training().epochs()));
        out.println(String.format(
                Locale.ROOT,
                "%-8s %10s %14s %10s %10s %8s %8s %12s",
                "",
                "parameters",
                "error",
                "forward",
                "back",
                "epochs",
                "seconds",
                "MB a thread"));
        for (Trained t : all) {
            Effort last = t.epochs().get(t.epochs().size() - 1);
            out.println(String.format(
                    Locale.ROOT,
                    "%-8s %,10d %14s %10.1f %10.1f %8.1f %8.0f %12.1f",
                    t.name(),
                    t.weights().length,
                    String.format(
                            Locale.ROOT,
                            "%.2f %% (%d)",
                            100 * t.score().errorRate(),
                            t.score().errors()),
                    last.forwardEach(),
                    last.backwardEach(),
                    t.passes(),
                    t.seconds(),
                    t.megabytes()));
        }
    }

    private void study(Trained net, PrintStream out, Arguments arguments) {
        DepthStudy study = new DepthStudy(net.classifier(), net.weights(), task.kept(), STUDIED);
        double[] tolerances = quick ? new double[] {1e-1, 1e-2} : TOLERANCES;
        List<DepthStudy.AtTolerance> found = study.tolerances(tolerances);
        out.println();
        out.println("tolerance  forward   back  backsolve    error of log p   ms forward   adjoints differ by");
        for (DepthStudy.AtTolerance at : found) {
            out.println(String.format(
                    Locale.ROOT,
                    "%9.0e %8.1f %6.1f %10.1f %17.1e %12.3f %20.1e",
                    at.tolerance(),
                    at.forward(),
                    at.backward(),
                    at.backsolve(),
                    at.error(),
                    at.millis(),
                    at.gradientError()));
        }
        arguments.path("--out").ifPresent(folder -> {
            Pages.create(folder);
            List<PanelPicture.Curve> memory = study.memory(task.options(), DEPTHS);
            PanelPicture picture = picture(found, net.epochs(), memory);
            AtomicFile.write(folder.resolve("ode-net.svg"), picture::write);
            err.println("wrote ode-net.svg in " + folder);
        });
    }

    private static PanelPicture picture(
            List<DepthStudy.AtTolerance> found, List<Effort> epochs, List<PanelPicture.Curve> memory) {
        double[] forward = of(found, DepthStudy.AtTolerance::forward);
        double[] epoch =
                IntStream.rangeClosed(1, epochs.size()).asDoubleStream().toArray();
        PanelPicture.Axis evaluations = PanelPicture.Axis.linear("evaluations forward");
        PanelPicture picture = new PanelPicture();
        picture.panel(
                "Numerical error",
                evaluations,
                PanelPicture.Axis.logarithmic("largest error of log p"),
                List.of(curve("adaptive", BLUE, forward, of(found, DepthStudy.AtTolerance::error))));
        picture.panel(
                "Processor time",
                evaluations,
                PanelPicture.Axis.linear("ms an image"),
                List.of(curve("forward", BLUE, forward, of(found, DepthStudy.AtTolerance::millis))));
        picture.panel(
                "Way back",
                evaluations,
                PanelPicture.Axis.logarithmic("evaluations back"),
                List.of(
                        curve("discrete", BLUE, forward, of(found, DepthStudy.AtTolerance::backward)),
                        curve("backsolve", GREEN, forward, of(found, DepthStudy.AtTolerance::backsolve))));
        picture.panel(
                "Training",
                PanelPicture.Axis.linear("epoch"),
                PanelPicture.Axis.linear("evaluations an image"),
                List.of(
                        curve("forward", BLUE, epoch, of(epochs, Effort::forwardEach)),
                        curve("back", RED, epoch, of(epochs, Effort::backwardEach))));
        picture.panel(
                "Memory of training",
                PanelPicture.Axis.logarithmic("depth (blocks, Euler steps)"),
                PanelPicture.Axis.logarithmic("MB a thread"),
                memory);
        picture.panel(
                "Discrete adjoint and backsolve",
                PanelPicture.Axis.logarithmic("tolerance"),
                PanelPicture.Axis.logarithmic("difference of gradients"),
                List.of(curve(
                        "against the largest entry",
                        BLUE,
                        of(found, DepthStudy.AtTolerance::tolerance),
                        of(found, DepthStudy.AtTolerance::gradientError))));
        return picture;
    }

    private static PanelPicture.Curve curve(String name, String colour, double[] x, double[] y) {
        return new PanelPicture.Curve(name, colour, x, y);
    }

    private static <T> double[] of(List<T> all, ToDoubleFunction<T> part) {
        return all.stream().mapToDouble(part).toArray();
    }

    private boolean keepsBars(List<Trained> all) {
        Bars bars = new Bars();
        List<Judged> judged = all.stream()
                .map(t -> new Judged(t.name(), t.weights().length, t.score().errorRate()))
                .toList();
        require(bars, judged, task.training().mostErrors(), quick);
        return bars.kept(err);
    }

    /** A network, the number of its parameters, and the share of images it gets wrong. */
    record Judged(String name, int parameters, double errorRate) {}

    /** Asks of an ODE-Net what the class says, beside a residual network if there is one; of all alike in the quick form. */
    static void require(Bars bars, List<Judged> all, double mostErrors, boolean quick) {
        Map<String, Judged> named = all.stream().collect(Collectors.toMap(Judged::name, Function.identity()));
        Judged residual = named.get(RESIDUAL);
        Judged continuous = named.get(CONTINUOUS);
        if (quick) {
            all.forEach(net -> bars.below("error of " + net.name(), net.errorRate(), mostErrors));
        } else if (continuous != null) {
            bars.atMost("error of the ODE-Net", continuous.errorRate(), mostErrors);
            if (residual != null) {
                bars.atMost(
                        "percentage points of error more than the residual network",
                        100 * (continuous.errorRate() - residual.errorRate()),
                        0.5);
                bars.atMost(
                        "share of the residual network's parameters",
                        (double) continuous.parameters() / residual.parameters(),
                        1 / 3.0);
            }
        }
    }
}
