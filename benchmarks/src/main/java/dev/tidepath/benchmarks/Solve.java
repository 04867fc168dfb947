package dev.tidepath.benchmarks;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.Solution;
import dev.tidepath.parallel.WorkerPool;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Times forward solves of the fixed problems and prints one JSON object a result: time, evaluations, steps and the
 * largest error against our own solution with tolerances of 1e-13, which is itself compared with the reference values of
 * the problem ({@code reference_check}).
 *
 * <p>{@code --quick} takes a few seconds and fails unless every error is below its bound.
 */
@Command(
        name = "Solve",
        mixinStandardHelpOptions = true,
        description = "Times forward solves of fixed problems; one JSON object a result.")
public final class Solve implements Callable<Integer> {

    private static final List<NamedBatch> CASES = List.of(
            new NamedBatch("mlp4", 1),
            new NamedBatch("mlp4", 100),
            new NamedBatch("mlp4", 1000),
            new NamedBatch("mlp64", 256),
            new NamedBatch("lotka", 1),
            new NamedBatch("lotka", 1000),
            new NamedBatch("vdp", 1),
            new NamedBatch("vdp", 1000),
            new NamedBatch("lorenz", 1),
            new NamedBatch("lorenz", 1000));
    private static final List<NamedBatch> QUICK_CASES = List.of(
            new NamedBatch("mlp4", 100),
            new NamedBatch("lotka", 1),
            new NamedBatch("vdp", 1),
            new NamedBatch("lorenz", 1));
    private static final Timing.Effort QUICK = new Timing.Effort(0, 0, 1, 1);
    private static final int LEAST_REPEATS = 5;
    private static final double TIGHT = 1e-13;
    private static final int MAX_STEPS = 100_000;
    private static final int TIGHT_MAX_STEPS = 100_000_000;
    private static final double REFERENCE_BOUND = 1e-8;
    private static final double ERROR_BOUND = 1e-3;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Option(names = "--batch", paramLabel = "N", description = "this batch size alone")
    private int batch;

    @Option(names = "--threads", paramLabel = "N", description = "chunks of samples solved at the same time")
    private int threads = 1;

    @Option(names = "--quick", description = "a few solves, once, which fail if an error is too large")
    private boolean quick;

    private final PrintStream out;
    private final PrintStream err;

    private Solve(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new Solve(out, err)).execute(args);
    }

    @Override
    public Integer call() throws IOException {
        ProblemSet set = measuring.problemSet();
        try (WorkerPool pool = new WorkerPool("solve", threads)) {
            boolean good = true;
            for (NamedBatch each : quick ? QUICK_CASES : CASES) {
                if (measuring.includes(each.problem()) && (batch == 0 || batch == each.batch())) {
                    good &= run(each, set.get(each.problem()), pool);
                }
            }
            return good ? 0 : 1;
        }
    }

    private boolean run(NamedBatch each, TestProblem problem, WorkerPool pool) {
        BatchSolve solve = new BatchSolve(each.problem(), problem, each.batch(), pool);
        Solution reference = solve.run(StepMode.PER_SAMPLE.solver(Method.DOPRI5, TIGHT, TIGHT, TIGHT_MAX_STEPS));
        double check = Accuracy.distanceFromListed(reference, problem.reference());
        boolean good = kept(each, "distance of the tight solution from the reference", check, REFERENCE_BOUND);
        for (Method method : Method.ALL) {
            for (StepMode mode : StepMode.ALL) {
                OdeSolver solver = mode.solver(method, problem.rtol(), problem.atol(), MAX_STEPS);
                if (!solve.admits(solver)) {
                    continue;
                }
                Map<String, Object> row = ResultLines.row("solve", each.problem(), each.batch());
                row.put("method", method.name());
                row.put("mode", mode.name());
                row.put("threads", threads);
                row.put("rtol", problem.rtol());
                row.put("atol", problem.atol());
                Solution found = solve.run(solver);
                double error = Accuracy.largestDifference(found, reference);
                row.put("max_abs_err", error);
                row.put("reference_check", check);
                Timing.of(() -> solve.run(solver), effort()).describe(row);
                Cost.of(found).describe(row);
                new ResultLines(out).print(row);
                good &= kept(each, "error of " + method.name() + " " + mode.name(), error, ERROR_BOUND);
            }
        }
        return good;
    }

    private Timing.Effort effort() {
        return quick ? QUICK : measuring.effort(LEAST_REPEATS);
    }

    private boolean kept(NamedBatch each, String what, double value, double bound) {
        boolean kept = value < bound;
        if (!kept) {
            err.println("FAILED: " + each.problem() + " × " + each.batch() + ": " + what + " is " + value
                    + ", not below " + bound);
        }
        return kept;
    }
}
