package dev.tidepath.examples;

import dev.tidepath.language.Depth;
import dev.tidepath.language.Transformer;
import dev.tidepath.language.TransformerShape;
import dev.tidepath.language.Windows;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes one thread keeps alive for the gradient of a few windows, by how deep the network is. */
final class DepthMemory {

    private static final double MEGABYTE = 1 << 20;
    private static final int WINDOWS = 16;

    private final TransformerShape shape;
    private final int[] text;

    DepthMemory(TransformerShape shape, int[] text) {
        this.shape = shape;
        this.text = text;
    }

    private static long alive() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Looks at the heap when the way back is done and everything it needs is still held. */
    private record Watched(Adjoint inner, AtomicLong most) implements Adjoint {

        @Override
        public Trajectory solve(OdeSolver solver, DifferentiableField f, Matrix y0, Context c, SaveAt at) {
            Trajectory path = inner.solve(solver, f, y0, c, at);
            return new Trajectory() {
                @Override
                public Solution solution() {
                    return path.solution();
                }

                @Override
                public Optional<StepRecord> steps() {
                    return path.steps();
                }

                @Override
                public void backward(Matrix outputAdjoints, TrajectoryGradient into) {
                    path.backward(outputAdjoints, into);
                    try {
                        most.set(alive());
                    } finally {
                        Reference.reachabilityFence(path);
                    }
                }
            };
        }
    }

    /** Megabytes for as many layers, each kept by back-propagation. */
    double ofLayers(int layers) {
        AtomicLong most = new AtomicLong();
        return megabytes(
                new Transformer(new TransformerShape(
                        shape.tokens(),
                        shape.positions(),
                        shape.reach(),
                        shape.width(),
                        shape.heads(),
                        shape.hidden(),
                        layers)),
                new Depth.Layers(),
                most);
    }

    /** Megabytes for as many steps of Euler's method, with a limited number of states kept. */
    double ofSteps(int steps, int snapshots) {
        AtomicLong most = new AtomicLong();
        return megabytes(
                new Transformer(shape),
                new Depth.Continuous(
                        new OdeSolver(ExplicitRungeKutta.euler(), new FixedStep(steps), Integer.MAX_VALUE),
                        new Watched(CheckpointedAdjoint.snapshots(snapshots), most)),
                most);
    }

    private double megabytes(Transformer model, Depth depth, AtomicLong most) {
        double[] weights = model.layout().initialValues(RandomKey.of(1));
        double[] gradient = new double[weights.length];
        Windows windows = new Windows(text, 0, text.length, 1, WINDOWS, RandomKey.of(1));
        long before = alive();
        Objective.Worker worker = model.objective(windows, depth).newWorker(weights);
        try {
            worker.lossAndGradient(0, 0, gradient);
            long after = most.get() > 0 ? most.get() : alive();
            return (after - before) / MEGABYTE;
        } finally {
            Reference.reachabilityFence(worker);
        }
    }
}
