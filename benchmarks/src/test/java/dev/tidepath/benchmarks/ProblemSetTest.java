package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemSetTest {

    private final ProblemSet problems = ProblemSet.builtIn();

    /** SciPy 1.17.1, DOP853 with rtol = atol = 1e-13. Lorenz's equations multiply every rounding by thousands. */
    @ParameterizedTest
    @CsvSource({"mlp4, 1e-11", "lotka, 1e-11", "vdp, 1e-11", "lorenz, 1e-8"})
    void tightSolutionsAgreeWithAnotherLibrary(String name, double tolerance) {
        TestProblem problem = problems.get(name);
        OdeSolver tight = OdeSolver.dopri5(1e-13, 1e-13, 1_000_000);
        double difference = Accuracy.distanceFromListed(
                tight.solve(
                        BatchSolve.field(name, problem, 1), problem.states(0, 1), Context.none(), problem.saveAt(1)),
                problem.reference());
        assertTrue(difference < tolerance, () -> name + ": " + difference);
    }

    @Test
    void theNetworkIsWhatItsWeightsSay() {
        MlpWeights w = new MlpWeights(
                new double[][] {{0.1, 0.2}, {0.3, 0.4}, {0.5, 0.6}},
                new double[] {0.01, 0.02, 0.03},
                new double[][] {{1, 2, 3}, {4, 5, 6}},
                new double[] {0.7, 0.8});
        NeuralField field = new MlpField(w).bind(1);
        Matrix rate = Matrix.zeros(2, 1);
        field.eval(new double[Matrix.LANES], Matrix.ofSamples(new double[] {0.5, -0.25}), Context.none(), rate);
        double h0 = Math.tanh(0.1 * 0.5 - 0.2 * 0.25 + 0.01);
        double h1 = Math.tanh(0.3 * 0.5 - 0.4 * 0.25 + 0.02);
        double h2 = Math.tanh(0.5 * 0.5 - 0.6 * 0.25 + 0.03);
        assertEquals(h0 + 2 * h1 + 3 * h2 + 0.7, rate.get(0, 0), 1e-14);
        assertEquals(4 * h0 + 5 * h1 + 6 * h2 + 0.8, rate.get(1, 0), 1e-14);
    }

    @Test
    void outputsAreEvenlySpacedAndEndAtTheEnd() {
        SaveAt at = problems.get("lotka").saveAt(2);
        assertEquals(200, at.total());
        assertEquals(0, at.time(0));
        assertEquals(10.0 / 99, at.time(1));
        assertEquals(10, at.time(99));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        String message = assertThrows(IllegalArgumentException.class, () -> problems.get("pendulum"))
                .getMessage();
        assertTrue(message.contains("pendulum") && message.contains("lorenz"), message);
    }
}
