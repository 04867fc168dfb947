package dev.tidepath.benchmarks;

import dev.tidepath.ode.CountedField;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Times gradients of the sum of squares of all outputs with respect to weights and initial states, and prints one JSON
 * object a result: time, calls of the field forward and back, the most memory kept alive, and the relative error against
 * our own gradient with tolerances of 1e-11 and a place in memory for every step.
 *
 * <p>{@code --growth} takes fixed steps of the classical method, with the last states in the loss alone, to show how
 * memory grows with the number of steps. {@code --quick} takes a few seconds and fails unless every error is below its
 * bound.
 */
@Command(
        name = "Gradient",
        mixinStandardHelpOptions = true,
        description = "Times gradients of solves of fixed problems; one JSON object a result.")
public final class Gradient implements Callable<Integer> {

    private static final List<Case> CASES =
            List.of(new Case("mlp4", 100, 100, 1000, 10_000), new Case("mlp64", 256, 100, 1000));
    private static final List<Case> QUICK_CASES = List.of(new Case("mlp4", 10, 100));
    private static final Timing.Effort QUICK = new Timing.Effort(0, 0, 1, 1);
    private static final double TIGHT = 1e-11;
    private static final int MAX_STEPS = 100_000;
    private static final double ERROR_BOUND = 1e-4;
    private static final int LONG = 1000;
    private static final int LOOKS = 100;
    private static final int FEW_LOOKS = 5;

    @Mixin
    private final MeasuringOptions measuring = new MeasuringOptions();

    @Option(names = "--strategy", paramLabel = "NAME", description = "checkpointed, backsolve or full_memory alone")
    private @Nullable String strategy;

    @Option(names = "--growth", description = "fixed steps, to see how memory grows with their number")
    private boolean growth;

    @Option(names = "--save-reference", paramLabel = "FILE", description = "write the tight gradient, as NumPy does")
    private @Nullable Path reference;

    @Option(names = "--quick", description = "a few gradients, once, which fail if an error is too large")
    private boolean quick;

    private final PrintStream out;
    private final PrintStream err;

    private Gradient(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    private record Case(String problem, int batch, int... growth) {}

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new Gradient(out, err)).execute(args);
    }

    @Override
    public Integer call() throws IOException {
        ProblemSet set = measuring.problemSet();
        boolean good = true;
        for (Case each : quick ? QUICK_CASES : CASES) {
            if (!measuring.includes(each.problem)) {
                continue;
            }
            TestProblem problem = set.get(each.problem);
            if (growth) {
                for (int steps : each.growth) {
                    grow(each, problem, steps);
                }
            } else {
                good &= adaptive(each, problem);
            }
        }
        return good ? 0 : 1;
    }

    private boolean adaptive(Case each, TestProblem problem) throws IOException {
        SquaresGradient gradient = new SquaresGradient(
                new MlpField(problem.network()), problem.states(0, each.batch), problem.saveAt(each.batch));
        OdeSolver tight = StepMode.PER_SAMPLE.solver(Method.DOPRI5, TIGHT, TIGHT, MAX_STEPS);
        double[] expected =
                gradient.of(tight, GradientStrategy.FULL_MEMORY.adjoint().apply(tight), gradient.bind());
        if (reference != null) {
            NumpyFile.write(reference, expected);
        }
        boolean good = true;
        for (StepMode mode : StepMode.ALL) {
            OdeSolver solver = mode.solver(Method.DOPRI5, problem.rtol(), problem.atol(), MAX_STEPS);
            for (GradientStrategy chosen : strategies()) {
                Map<String, Object> row = row(each, chosen, mode.name(), 0);
                row.put("rtol", problem.rtol());
                row.put("atol", problem.atol());
                double[] found = measure(gradient, solver, chosen.adjoint().apply(solver), effort(0), row);
                double error = Accuracy.relative(found, expected);
                row.put("steps", gradient.steps(solver));
                row.put("grad_rel_err", error);
                new ResultLines(out).print(row);
                good &= kept(each, chosen, error);
            }
        }
        return good;
    }

    private void grow(Case each, TestProblem problem, int steps) {
        SquaresGradient gradient = new SquaresGradient(
                new MlpField(problem.network()),
                problem.states(0, each.batch),
                SaveAt.end(each.batch, problem.start(), problem.end()));
        OdeSolver solver = new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(steps), 2 * steps);
        for (GradientStrategy chosen : strategies()) {
            Map<String, Object> row = row(each, chosen, "fixed", steps);
            measure(gradient, solver, chosen.adjoint().apply(solver), effort(steps), row);
            row.put("steps", steps);
            new ResultLines(out).print(row);
        }
    }

    private List<GradientStrategy> strategies() {
        return GradientStrategy.ALL.stream()
                .filter(s -> strategy == null || strategy.equals(s.name()))
                .toList();
    }

    private Timing.Effort effort(int steps) {
        return quick ? QUICK : measuring.effort(steps >= LONG ? 2 : 5);
    }

    private static Map<String, Object> row(Case each, GradientStrategy strategy, String mode, int steps) {
        Map<String, Object> row = ResultLines.row("grad", each.problem, each.batch);
        row.put("variant", strategy.name());
        row.put("method", steps > 0 ? "rk4" : Method.DOPRI5.name());
        row.put("mode", mode);
        row.put("threads", 1);
        row.put("rk4_steps", steps);
        return row;
    }

    /** Time, calls and memory into the row; the gradient. */
    private double[] measure(
            SquaresGradient gradient,
            OdeSolver solver,
            Adjoint adjoint,
            Timing.Effort effort,
            Map<String, Object> row) {
        DifferentiableField field = gradient.bind();
        Timing.of(() -> gradient.of(solver, adjoint, field), effort).describe(row);
        CountedField counted = new CountedField(field);
        long[] forward = new long[1];
        double[] found = gradient.of(
                solver, adjoint, counted, () -> forward[0] = counted.calls().all());
        row.put("nfe_fwd", forward[0]);
        CountedField.Counts calls = counted.calls();
        row.put("nfe_bwd", calls.all() - forward[0]);
        row.put("nfe_bwd_products", calls.products() + calls.pullbacks());
        LiveHeap heap = LiveHeap.of(
                checkpoint -> gradient.of(solver, adjoint, new CountedField(gradient.bind(), checkpoint)),
                quick ? FEW_LOOKS : LOOKS);
        row.put("peak_live_mb", heap.peakMegabytes());
        row.put("allocated_mb", heap.allocatedMegabytes());
        return found;
    }

    private boolean kept(Case each, GradientStrategy strategy, double error) {
        boolean kept = error < ERROR_BOUND;
        if (!kept) {
            err.println("FAILED: " + each.problem + ": error of the gradient, " + strategy.name() + ", is " + error
                    + ", not below " + ERROR_BOUND);
        }
        return kept;
    }
}
