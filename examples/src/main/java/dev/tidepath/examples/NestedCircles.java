package dev.tidepath.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A disc and a ring around it, which no plain neural ODE can tell apart by a linear score, as its paths cannot cross, and which one
 * augmented by a row of zeros can; each without penalties, with that on the kinetic energy, with that on the Jacobian, and with both.
 *
 * <p>Fails unless every augmented one is right about 99.5 % of points it was not trained on and takes no point of ten circles in the
 * ring to be of the disc, every plain one is right about fewer and takes some point of each circle to be of the disc, and the
 * penalties save evaluations of the augmented one.
 *
 * <p>Options: {@code --out FOLDER} for a picture; {@code --seed N}; {@code --threads N}; {@code --quick} for a small budget: plain,
 * augmented, and augmented with both penalties.
 */
public final class NestedCircles {

    private static final String USAGE = "Usage: NestedCircles [--out FOLDER] [--seed N] [--threads N] [--quick]";

    private static final double KINETIC = 0.02;
    private static final double JACOBIAN = 0.005;

    private NestedCircles() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = NestedCircles::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of(), Set.of());
        boolean quick = arguments.quick();
        CircleStudy.Budget budget = quick ? CircleStudy.Budget.QUICK : CircleStudy.Budget.FULL;
        List<CircleStudy> studies = new ArrayList<>();
        List<CircleStudy.Figures> all = new ArrayList<>();
        out.println("points that were not trained on; evaluations a point at a tolerance of 1e-5");
        out.println(
                "                                    right  circles broken      loss   forward  backward    energy  Jacobian");
        for (CircleStudy.Variant variant : variants(quick)) {
            CircleStudy study = new CircleStudy(variant, budget, arguments.seed());
            study.train(arguments.threads(), new TrainingLines(variant.label(), err));
            CircleStudy.Figures figures = study.measure();
            out.println(line(figures));
            studies.add(study);
            all.add(figures);
        }
        Optional<Path> folder = arguments.path("--out");
        folder.ifPresent(f -> CirclePicture.write(f, studies, err));
        Bars bars = new Bars();
        require(bars, all);
        return bars.kept(err);
    }

    private static List<CircleStudy.Variant> variants(boolean quick) {
        CircleStudy.Variant plain = new CircleStudy.Variant(0, 0, 0);
        CircleStudy.Variant augmented = new CircleStudy.Variant(1, 0, 0);
        CircleStudy.Variant easy = new CircleStudy.Variant(1, KINETIC, JACOBIAN);
        return quick
                ? List.of(plain, augmented, easy)
                : List.of(
                        plain,
                        new CircleStudy.Variant(0, KINETIC, 0),
                        new CircleStudy.Variant(0, 0, JACOBIAN),
                        new CircleStudy.Variant(0, KINETIC, JACOBIAN),
                        augmented,
                        new CircleStudy.Variant(1, KINETIC, 0),
                        new CircleStudy.Variant(1, 0, JACOBIAN),
                        easy);
    }

    private static String line(CircleStudy.Figures f) {
        return String.format(
                Locale.ROOT,
                "  %-28s %8.2f %%           %3.0f %%  %8.4f  %8.1f  %8.1f  %8.2f  %8.2f",
                f.variant().label(),
                100 * f.accuracy(),
                100 * f.broken(),
                f.loss(),
                f.forward(),
                f.backward(),
                f.energy(),
                f.jacobian());
    }

    static void require(Bars bars, List<CircleStudy.Figures> all) {
        double best = 0;
        for (CircleStudy.Figures f : all) {
            best = f.variant().further() > 0 ? Math.max(best, 100 * f.accuracy()) : best;
        }
        double free = Double.NaN;
        for (CircleStudy.Figures f : all) {
            String label = f.variant().label();
            double right = 100 * f.accuracy();
            double broken = 100 * f.broken();
            if (f.variant().further() == 0) {
                bars.below(label + ": % right", right, best).within(label + ": % of circles broken", broken, 100, 100);
                continue;
            }
            bars.within(label + ": % right", right, 99.5, 100).atMost(label + ": % of circles broken", broken, 0);
            if (f.variant().penalties().isEmpty()) {
                free = f.forward();
            } else {
                bars.below(label + ": evaluations", f.forward(), free);
            }
        }
    }
}
