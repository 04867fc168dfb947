package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a user's own field, and the gradients of its solutions, on the user's own data:
 *
 * <pre>{@code
 * GradientReport report = GradientCheck.of(solver, p -> new MyField(p), parameters, y0, context, at)
 *         .withBlocks(new GradientCheck.Block("stiffness", 0, 3), new GradientCheck.Block("damping", 3, 4))
 *         .run();
 * System.out.println(report);
 * }</pre>
 *
 * <p>First the field by itself, at the starts and the ends: that it keeps the rules of {@link DifferentiableField}, and
 * its {@code vjp} and {@code jvp} against differences of {@code eval}. Then a solve with a random linear loss of its
 * outputs: full memory, checkpointed with few snapshots, forward sensitivities and backsolve against differences that
 * replay the accepted steps. Derivatives are compared along random directions and single entries, for the initial state,
 * each block of parameters, context, output times, start times and end times; outputs at the start or end move with it.
 * Differences are extrapolated (Ridders 1982), which reaches about 1e-10 for smooth fields.
 *
 * <p>A discrete gradient passes with a relative error of 1e-6. Backsolve differentiates the exact solution, so that its
 * error is proportional to the tolerances of both solves; it passes with 1000 times the larger one.
 *
 * @param solver the solver
 * @param backward the solver of backsolve's way back
 * @param fields makes the field for a parameter vector, which it may keep; called many times
 * @param parameters where to check
 * @param blocks named parts of the parameters
 * @param y0 initial states, features × batch
 * @param context what the field reads besides
 * @param at intervals and output times, at least one output
 * @param seed of directions and loss
 */
public record GradientCheck(
        OdeSolver solver,
        OdeSolver backward,
        Function<double[], ? extends DifferentiableField> fields,
        double[] parameters,
        List<Block> blocks,
        Matrix y0,
        Context context,
        SaveAt at,
        long seed) {

    private static final double TOLERANCES = 1000;
    private static final double FIRST_STEP = 0x1p-6;
    private static final int FEW = 4;

    /**
     * A named part of the parameter vector.
     *
     * @param name for the report
     * @param from first entry
     * @param to after the last entry
     */
    public record Block(String name, int from, int to) {}

    /**
     * Checks shapes and copies the parameters.
     *
     * @param solver the solver
     * @param backward the solver of backsolve's way back
     * @param fields makes the field for a parameter vector, which it may keep
     * @param parameters where to check
     * @param blocks named parts of the parameters
     * @param y0 initial states, features × batch
     * @param context what the field reads besides
     * @param at intervals and output times, at least one output
     * @param seed of directions and loss
     * @throws IllegalArgumentException if shapes do not fit, there is no output, or a block is empty or out of range
     */
    public GradientCheck {
        parameters = parameters.clone();
        blocks = List.copyOf(blocks);
        if (at.batch() != y0.batch()) {
            throw new ShapeException("samples with output times", y0.batch(), at.batch());
        }
        context.requireBatch(y0.batch());
        if (at.total() == 0) {
            throw new IllegalArgumentException("without outputs there is no gradient to check");
        }
        for (Block block : blocks) {
            if (block.from() < 0 || block.from() >= block.to() || block.to() > parameters.length) {
                throw new IllegalArgumentException("block " + block.name() + " from " + block.from() + " to "
                        + block.to() + " is no part of " + parameters.length + " parameters");
            }
        }
    }

    /**
     * A check with one block of parameters, backsolve at tolerances of 1e-10 by Dormand–Prince 5(4), and seed 1.
     *
     * @param solver the solver
     * @param fields makes the field for a parameter vector, which it may keep; called many times
     * @param parameters where to check; copied
     * @param y0 initial states, features × batch
     * @param context what the field reads besides
     * @param at intervals and output times, at least one output
     * @return the check, not yet run
     * @throws IllegalArgumentException if shapes do not fit or there is no output
     */
    public static GradientCheck of(
            OdeSolver solver,
            Function<double[], ? extends DifferentiableField> fields,
            double[] parameters,
            Matrix y0,
            Context context,
            SaveAt at) {
        List<Block> all = parameters.length == 0 ? List.of() : List.of(new Block("parameters", 0, parameters.length));
        OdeSolver backward = OdeSolver.dopri5(1e-10, 1e-10, 100_000);
        return new GradientCheck(solver, backward, fields, parameters, all, y0, context, at, 1);
    }

    /**
     * The same with other blocks.
     *
     * @param named parts of the parameters; entries in none of them are not checked
     * @return a check
     */
    public GradientCheck withBlocks(Block... named) {
        return new GradientCheck(solver, backward, fields, parameters, List.of(named), y0, context, at, seed);
    }

    /**
     * The same with another solver for backsolve's way back.
     *
     * @param other the solver
     * @return a check
     */
    public GradientCheck withBackward(OdeSolver other) {
        return new GradientCheck(solver, other, fields, parameters, blocks, y0, context, at, seed);
    }

    /**
     * The same with another seed.
     *
     * @param other seed of directions and loss
     * @return a check
     */
    public GradientCheck withSeed(long other) {
        return new GradientCheck(solver, backward, fields, parameters, blocks, y0, context, at, other);
    }

    /**
     * Runs the check; takes some hundred solves.
     *
     * @return what was found
     * @throws OdeException if the solve itself does not succeed
     * @throws IllegalArgumentException if the field has another number of parameters
     */
    public GradientReport run() {
        return new Run().report();
    }

    /** Gradients of the loss of all outputs, and of the loss of those at which times can be moved. */
    private record LossGradients(TrajectoryGradient ofValues, TrajectoryGradient ofTimes) {

        private boolean equalBits(LossGradients other) {
            return Arrays.equals(Setting.flat(ofValues), Setting.flat(other.ofValues))
                    && Arrays.equals(Setting.flat(ofTimes), Setting.flat(other.ofTimes));
        }
    }

    private final class Run {

        private final Setting setting = new Setting(parameters, y0, context, at);
        private final RandomKey key = RandomKey.of(seed);
        private final DifferentiableField field = fields.apply(parameters.clone());
        private final List<GradientReport.Row> rows = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        GradientReport report() {
            if (field.parameterCount() != parameters.length) {
                throw new ShapeException("parameters of the field", parameters.length, field.parameterCount());
            }
            Adjoint.Trajectory full = CheckpointedAdjoint.fullMemory().solve(solver, field, y0, context, at);
            full.solution().orThrow();
            StepRecord steps = full.steps().orElseThrow();
            Probes probes = new Probes(setting, steps, key);
            FieldCheck ofField = new FieldCheck(fields, setting, full.solution(), steps, key.derive("field"));
            ofField.rules(broken);
            boolean pushes = ofField.compare(probes, blocks, rows);
            solves(full, steps, probes, pushes);
            return new GradientReport(describe(steps), rows, broken, failed);
        }

        private String describe(StepRecord steps) {
            return y0.batch() + (y0.batch() == 1 ? " sample" : " samples") + " of " + y0.features() + " features, "
                    + parameters.length + " parameters, " + at.total() + " outputs, at most " + steps.longest()
                    + " steps, seed " + seed;
        }

        private void solves(Adjoint.Trajectory full, StepRecord steps, Probes probes, boolean pushes) {
            Matrix weights = weights(full.solution().outputs());
            Matrix smooth = Matrix.zeros(weights.features(), at.total());
            for (int column = 0; column < at.total(); column++) {
                for (int f = 0; f < weights.features() && probes.smooth(column); f++) {
                    smooth.set(f, column, weights.get(f, column));
                }
            }
            Map<GradientReport.Method, Optional<LossGradients>> gradients = new EnumMap<>(GradientReport.Method.class);
            Adjoint.Trajectory few = CheckpointedAdjoint.snapshots(FEW).solve(solver, field, y0, context, at);
            Adjoint.Trajectory back = new BacksolveAdjoint(backward).solve(solver, field, y0, context, at);
            gradients.put(GradientReport.Method.FULL_MEMORY, gradients("full memory", full, weights, smooth));
            gradients.put(GradientReport.Method.CHECKPOINTED, gradients("checkpointed", few, weights, smooth));
            gradients.put(GradientReport.Method.BACKSOLVE, gradients("backsolve", back, weights, smooth));
            sameBits(
                    gradients.get(GradientReport.Method.FULL_MEMORY),
                    gradients.get(GradientReport.Method.CHECKPOINTED));
            ForwardSensitivity forward = new ForwardSensitivity(solver, steps, field, y0, context, at);
            Matrix outputs = full.solution().outputs();
            List<Probes.Probe> all = new ArrayList<>(probes.ofState());
            blocks.forEach(block -> all.addAll(probes.ofBlock(block)));
            all.addAll(probes.ofContext());
            all.addAll(probes.ofTimes());
            Comparison comparison = new Comparison();
            for (Probes.Probe probe : all) {
                Matrix w = probe.ofTimes() ? smooth : weights;
                TrajectoryTangent v = probe.direction();
                RiddersDerivative expected = RiddersDerivative.at0(
                        size -> TrajectoryTangent.dot(w, replayed(steps, setting.moved(v, size))),
                        FIRST_STEP,
                        Math.ulp(magnitude(w, outputs)));
                Map<GradientReport.Method, Double> found = new EnumMap<>(GradientReport.Method.class);
                gradients.forEach((method, g) -> found.put(
                        method,
                        g.map(parts -> v.dot(probe.ofTimes() ? parts.ofTimes : parts.ofValues))
                                .orElse(Double.NaN)));
                if (pushes) {
                    found.put(GradientReport.Method.FORWARD, TrajectoryTangent.dot(w, forward.push(v)));
                }
                comparison.add(probe.part(), probe.ofTimes() ? "times" : probe.part(), expected, found);
            }
            rows.addAll(comparison.rows(backsolveLimit()));
        }

        private Matrix replayed(StepRecord steps, Setting moved) {
            return solver.replay(steps, fields.apply(moved.parameters()), moved.y0(), moved.context(), moved.at())
                    .outputs();
        }

        /** Random weights of the outputs, each feature by its size. */
        private Matrix weights(Matrix outputs) {
            Matrix weights = Matrix.zeros(outputs.features(), outputs.batch());
            for (int f = 0; f < outputs.features(); f++) {
                double largest = 0;
                for (int column = 0; column < outputs.batch(); column++) {
                    largest = Math.max(largest, Math.abs(outputs.get(f, column)));
                }
                for (int column = 0; column < outputs.batch(); column++) {
                    double either = Probes.either(key.derive("weights").derive(f), column);
                    double weight = either < 0 ? either / 2 - 0.5 : either / 2 + 0.5;
                    weights.set(f, column, weight / (largest > 0 ? largest : 1));
                }
            }
            return weights;
        }

        private double magnitude(Matrix w, Matrix outputs) {
            double sum = 0;
            for (int f = 0; f < w.features(); f++) {
                for (int column = 0; column < w.batch(); column++) {
                    sum += Math.abs(w.get(f, column) * outputs.get(f, column));
                }
            }
            return sum;
        }

        private Optional<LossGradients> gradients(
                String method, Adjoint.Trajectory path, Matrix weights, Matrix smooth) {
            try {
                TrajectoryGradient ofValues = setting.zeroGradient();
                TrajectoryGradient ofTimes = setting.zeroGradient();
                path.backward(weights, ofValues);
                path.backward(smooth, ofTimes);
                return Optional.of(new LossGradients(ofValues, ofTimes));
            } catch (OdeException | ArithmeticException e) {
                failed.add(method + " failed: " + e.getMessage());
                return Optional.empty();
            }
        }

        /** A field that remembers something of earlier calls gives other bits when states are computed again. */
        private void sameBits(Optional<LossGradients> full, Optional<LossGradients> few) {
            if (full.isPresent() && few.isPresent() && !full.get().equalBits(few.get())) {
                broken.add("checkpointed and full memory differ in bits: the field must not depend on earlier calls");
            }
        }

        private double backsolveLimit() {
            return Math.max(Comparison.LIMIT, TOLERANCES * Math.max(tolerance(solver), tolerance(backward)));
        }

        private double tolerance(OdeSolver s) {
            return s.controller()
                    .norm()
                    .map(norm -> {
                        double largest = 0;
                        for (int f = 0; f < y0.features(); f++) {
                            largest = Math.max(largest, norm.rtol(f) + norm.atol(f));
                        }
                        return largest;
                    })
                    .orElse(Double.POSITIVE_INFINITY);
        }
    }
}
