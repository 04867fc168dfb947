package dev.tidepath.sde;

import dev.tidepath.ode.Chunks;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.VectorField;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.function.Supplier;

/**
 * Solves stochastic differential equations for a batch of independent samples along given Brownian paths, with the same
 * number of steps between one output time of a sample and its next, equal or shrinking towards it. Immutable; every solve has its own memory.
 *
 * <p>A sample's result is the same bits alone or among others. Backwards in time an equation in Itô's sense is solved only
 * if its noise is additive: reversed in time, Itô's integral is another one.
 *
 * @param method the method
 * @param steps steps n of each stretch between output times, positive
 * @param grading exponent p, positive: step j begins at {@code 1 − (1 − j/n)ᵖ} of its stretch. With 1 the steps are equal; with
 *     2 the last is {@code 1/n²} of the stretch, for equations that are steered towards what is known at the output
 */
public record SdeSolver(StochasticTableau method, int steps, int grading) {

    /**
     * Checks the ranges.
     *
     * @param method see the component
     * @param steps see the component
     * @param grading see the component
     * @throws IllegalArgumentException if there is no step, or the grading is less than 1
     */
    public SdeSolver {
        if (steps < 1 || grading < 1) {
            throw new IllegalArgumentException("steps and grading must be at least 1, found " + steps + ", " + grading);
        }
    }

    /**
     * With equal steps.
     *
     * @param method the method
     * @param steps steps of each stretch between output times, positive
     */
    public SdeSolver(StochasticTableau method, int steps) {
        this(method, steps, 1);
    }

    /** Sees the states before each step. */
    @FunctionalInterface
    interface Observer {
        void before(int step, Matrix y);
    }

    /**
     * Solves.
     *
     * @param equation what is solved
     * @param y0 initial states, features × batch; not modified
     * @param c what the fields read besides
     * @param at intervals and output times
     * @param paths what drives the first rows of the state, at most as many as there are
     * @return outputs and final states; look at the statuses, or insist with {@link SdeSolution#orThrow()}
     * @throws ShapeException if batches differ, or there are more paths than features
     * @throws IllegalArgumentException if the method does not solve such an equation
     */
    public SdeSolution solve(
            Sde<? extends VectorField> equation, Matrix y0, Context c, SaveAt at, BrownianPaths paths) {
        return solve(equation, y0, c, at, paths, (step, y) -> {});
    }

    /**
     * Solves on several threads: fixed {@link Chunks} of samples, with the bits of the other method.
     *
     * @param equations makes an equation for each thread, of the same values
     * @param y0 initial states, features × batch; not modified
     * @param c what the fields read besides
     * @param at intervals and output times
     * @param paths what drives the first rows of the state
     * @param pool the threads
     * @return the solution
     */
    public SdeSolution solve(
            Supplier<? extends Sde<? extends VectorField>> equations,
            Matrix y0,
            Context c,
            SaveAt at,
            BrownianPaths paths,
            WorkerPool pool) {
        requireShapes(y0, c, at, paths);
        Chunks chunks = new Chunks(at.batch());
        Matrix outputs = Matrix.zeros(y0.features(), at.total());
        Matrix finalStates = Matrix.zeros(y0.features(), at.batch());
        chunks.run(pool, thread -> {
            Sde<? extends VectorField> equation = equations.get();
            return i -> {
                int from = chunks.from(i);
                int to = chunks.from(i + 1);
                SdeSolution part = solve(
                        equation, y0.slice(from, to), c.slice(from, to), at.slice(from, to), paths.slice(from, to));
                outputs.paste(part.outputs(), at.offset(from));
                finalStates.paste(part.finalStates(), from);
            };
        });
        return new SdeSolution(at, outputs, finalStates);
    }

    SdeSolution solve(
            Sde<? extends VectorField> equation,
            Matrix y0,
            Context c,
            SaveAt at,
            BrownianPaths paths,
            Observer observer) {
        method.requireFits(equation);
        requireShapes(y0, c, at, paths);
        requireDirection(equation, at);
        SdeGrid grid = new SdeGrid(at, this);
        int[] noises = StochasticStep.noises(y0.features(), paths.features());
        StochasticStep step =
                new StochasticStep(method, StochasticStep.Fields.of(method, equation), noises, at.batch());
        Increments increments = new Increments(paths);
        Matrix y = Matrix.zeros(y0.features(), at.batch());
        y.copyFrom(y0);
        Matrix outputs = Matrix.zeros(y0.features(), at.total());
        double[] t = new double[y.lanes()];
        double[] to = new double[y.lanes()];
        double[] h = new double[y.lanes()];
        grid.times(0, t);
        increments.start(t);
        for (int k = 0; k < grid.count(); k++) {
            observer.before(k, y);
            grid.times(k + 1, to);
            difference(to, t, h);
            increments.advance(to, h);
            step.attempt(t, h, increments, y, c);
            y.copyFrom(step.next());
            save(grid, k, y, outputs);
            System.arraycopy(to, 0, t, 0, to.length);
        }
        return new SdeSolution(at, outputs, y);
    }

    /** Sizes of steps; zero in padding lanes. */
    static void difference(double[] to, double[] from, double[] h) {
        for (int b = 0; b < h.length; b++) {
            h[b] = to[b] - from[b];
        }
    }

    private static void save(SdeGrid grid, int k, Matrix y, Matrix outputs) {
        int stretch = grid.stretchAfter(k);
        for (int b = 0; stretch >= 0 && b < y.batch(); b++) {
            int column = grid.column(stretch, b);
            for (int f = 0; column >= 0 && f < y.features(); f++) {
                outputs.row(f)[column] = y.row(f)[b];
            }
        }
    }

    private static void requireDirection(Sde<?> equation, SaveAt at) {
        for (int b = 0; b < at.batch(); b++) {
            if (at.direction(b) < 0 && !equation.additive() && equation.calculus() == Calculus.ITO) {
                throw new IllegalArgumentException("sample " + b
                        + " runs backwards, which an equation in Itô's sense cannot; see Sde.toStratonovich");
            }
        }
    }

    private static void requireShapes(Matrix y0, Context c, SaveAt at, BrownianPaths paths) {
        if (paths.features() > y0.features()) {
            throw new ShapeException("paths, at most the features", y0.features(), paths.features());
        }
        if (at.batch() != y0.batch()) {
            throw new ShapeException("samples with output times", y0.batch(), at.batch());
        }
        if (paths.batch() != y0.batch()) {
            throw new ShapeException("samples with paths", y0.batch(), paths.batch());
        }
        c.requireBatch(y0.batch());
    }
}
