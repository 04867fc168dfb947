package dev.tidepath.examples;

import dev.tidepath.io.AtomicFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rates of events that are known, given back by a latent ODE trained with the Poisson likelihood of the times alone (Chen et al. 2018,
 * arXiv:1806.07366, section 5), from 500 simulated series each.
 *
 * <p>Fails unless every integrated error is at most 5 %; with {@code --quick}, one rate from 100 series, at most 12 %.
 *
 * <p>Options: {@code --out FOLDER} for a picture; {@code --seed N}; {@code --threads N}; {@code --quick} for a small budget.
 */
public final class PoissonRate {

    private static final String USAGE = "Usage: PoissonRate [--out FOLDER] [--seed N] [--threads N] [--quick]";
    private static final double BAR = 0.05;
    private static final double QUICK_BAR = 0.12;

    private PoissonRate() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = PoissonRate::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of(), Set.of());
        boolean quick = arguments.quick();
        RateStudy.Budget budget = quick ? RateStudy.Budget.QUICK : RateStudy.Budget.FULL;
        Bars bars = new Bars();
        List<RateStudy.Figures> all = new ArrayList<>();
        out.println("integrated error of the rate, % of its integral, from " + budget.series() + " series");
        out.println("                           events   latent ODE   along the mean path   histogram of 20 cells");
        for (KnownRate rate : quick ? List.of(KnownRate.WAVE) : KnownRate.ALL) {
            RateStudy study = new RateStudy(rate, budget, arguments.seed());
            study.train(arguments.threads(), new TrainingLines(rate.label(), err));
            RateStudy.Figures f = study.measure();
            out.println(String.format(
                    Locale.ROOT,
                    "  %-22s %8d   %10.2f   %19.2f   %21.2f",
                    rate.label(),
                    f.events(),
                    100 * f.error(),
                    100 * f.alongMean(),
                    100 * f.histogram()));
            bars.atMost(rate.label() + ": error", f.error(), quick ? QUICK_BAR : BAR);
            all.add(f);
        }
        arguments.path("--out").ifPresent(folder -> draw(folder, all, err));
        return bars.kept(err);
    }

    private static void draw(Path folder, List<RateStudy.Figures> all, PrintStream err) {
        Pages.create(folder);
        PathPicture picture = new PathPicture(
                "Rates of events: the true ones (dashed) and what came back", "time", 0, KnownRate.END, 0, 16);
        List<String> legend = new ArrayList<>();
        double[] grid = KnownRate.grid();
        for (RateStudy.Figures f : all) {
            legend.addAll(List.of(f.rate().label(), f.rate().colour()));
            double[] truth = new double[grid.length];
            for (int i = 0; i < grid.length; i++) {
                truth[i] = f.rate().at(grid[i]);
            }
            picture.curve(grid, truth, "#222", 1.2, "5 4")
                    .curve(grid, f.found(), f.rate().colour(), 2, "");
        }
        picture.legend(legend.toArray(String[]::new));
        AtomicFile.write(folder.resolve("poisson-rates.svg"), picture::write);
        err.println("wrote poisson-rates.svg in " + folder);
    }
}
