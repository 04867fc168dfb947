package dev.tidepath.image;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.ImageShape;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.CountedField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One block as the rate of the features from time 0 to 1. */
final class ContinuousBody implements Body {

    private final FieldProgram program;
    private final OdeSolver solver;
    private final Adjoint adjoint;

    private ContinuousBody(FieldProgram program, OdeSolver solver, Adjoint adjoint) {
        this.program = program;
        this.solver = solver;
        this.adjoint = adjoint;
    }

    /** Adds the block to a layout, which must be complete before the first run. */
    static ContinuousBody in(
            Parameters layout,
            ImageShape shape,
            ClassifierOptions options,
            boolean timed,
            OdeSolver solver,
            Adjoint adjoint) {
        int before = layout.blocks().size();
        ResidualBlock block = ResidualBlock.in(layout, "block", shape, options, timed, 1);
        FieldProgram program = new FieldProgram(
                layout, layout.blocksAfter(before), shape.rows(), 0, (g, t, y, none) -> block.apply(g, t, y));
        return new ContinuousBody(program, solver, adjoint);
    }

    ContinuousBody with(OdeSolver other, Adjoint otherAdjoint) {
        return new ContinuousBody(program, other, otherAdjoint);
    }

    @Override
    public Run newRun(double[] values) {
        return new ContinuousRun(values);
    }

    private final class ContinuousRun implements Run {

        private final double[] values;
        private CountedField field;
        private int capacity;
        private SaveAt ends = SaveAt.end(0, 0, 1);
        private Adjoint.@Nullable Trajectory path;
        private long counted;
        private long forward;
        private long backward;

        ContinuousRun(double[] values) {
            this.values = values;
            field = new CountedField(program.bind(values, 0));
        }

        private void fit(int batch) {
            if (batch > capacity) {
                capacity = batch;
                field = new CountedField(program.bind(values, batch));
                counted = 0;
            }
            if (ends.batch() != batch) {
                ends = SaveAt.end(batch, 0, 1);
            }
        }

        /** Evaluations of the block since the last call, summed over images. */
        private long rates() {
            long before = counted;
            counted = field.samples().rates();
            return counted - before;
        }

        @Override
        public Matrix value(Matrix start) {
            fit(start.batch());
            Matrix end =
                    solver.solve(field, start, Context.none(), ends).orThrow().outputs();
            forward += rates();
            return end;
        }

        @Override
        public Matrix forward(Matrix start) {
            fit(start.batch());
            path = adjoint.solve(solver, field, start, Context.none(), ends);
            forward += rates();
            return path.solution().orThrow().outputs();
        }

        @Override
        public void backward(Matrix bars, Matrix into, double[] gradient) {
            into.clear();
            Objects.requireNonNull(path, "no way forward before the way back")
                    .backward(bars, TrajectoryGradient.of(into, gradient, null));
            backward += rates();
            path = null;
        }

        @Override
        public Effort takeEffort(int images) {
            Effort effort = new Effort(images, forward, backward);
            forward = 0;
            backward = 0;
            return effort;
        }
    }
}
