package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.CountedField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.Solution;
import dev.tidepath.tensor.Matrix;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountedFieldTest {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-6, 1e-6, 10_000);

    private final LinearLoss loss = LinearLoss.ragged();
    private long looks;
    private final CountedField field = new CountedField(loss.field(), () -> looks++);

    private Adjoint.Trajectory solve(Adjoint adjoint) {
        return adjoint.solve(SOLVER, field, loss.states(), loss.contexts(), loss.at());
    }

    private void back(Adjoint.Trajectory path) {
        Matrix into = Matrix.zeros(loss.states().features(), loss.states().batch());
        path.backward(loss.adjoints(), TrajectoryGradient.of(into, null, null));
    }

    private long evaluations(Solution solution) {
        return IntStream.range(0, loss.states().batch())
                .mapToLong(b -> solution.report(b).evaluations())
                .sum();
    }

    @Test
    void samplesOfASolveAreThoseOfItsReportsAndOfLanesThatHaveEnded() {
        Solution solution = solve(CheckpointedAdjoint.fullMemory()).solution();
        long all = field.samples().evaluations();
        assertTrue(all >= evaluations(solution));
        assertTrue(all <= field.calls().evaluations() * loss.states().batch());
        assertEquals(new CountedField.Counts(all, 0, 0), field.samples());
    }

    @Test
    void aDiscreteAdjointPullsBackWhatItEvaluated() {
        Adjoint.Trajectory path = solve(CheckpointedAdjoint.fullMemory());
        CountedField.Counts forward = field.samples();
        back(path);
        CountedField.Counts both = field.samples();
        assertEquals(0, both.products());
        assertTrue(both.pullbacks() > 0);
        assertTrue(both.pullbacks() <= both.evaluations() - forward.evaluations());
        assertEquals(both.evaluations(), both.rates());
    }

    @Test
    void somebodyLooksBeforeEveryCall() {
        back(solve(new BacksolveAdjoint(SOLVER)));
        assertTrue(field.calls().pullbacks() + field.calls().products() > 0);
        assertEquals(field.calls().all(), looks);
    }
}
