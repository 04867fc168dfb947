package dev.tidepath.benchmarks;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.PidController;
import dev.tidepath.ode.SharedSteps;
import dev.tidepath.ode.StepController;
import java.util.List;

/** Who chooses the steps, by the name it has in the output: every sample for itself, or one step for the batch. */
record StepMode(String name, Controller controller) {

    static final StepMode PER_SAMPLE = new StepMode("vmap", PidController::integral);

    static final StepMode SHARED =
            new StepMode("shared", (rtol, atol) -> new SharedSteps(PidController.integral(rtol, atol)));

    static final List<StepMode> ALL = List.of(PER_SAMPLE, SHARED);

    /** Makes a controller for tolerances. */
    @FunctionalInterface
    interface Controller {
        StepController of(double rtol, double atol);
    }

    OdeSolver solver(Method method, double rtol, double atol, int maxSteps) {
        return new OdeSolver(method.stepper(), controller.of(rtol, atol), maxSteps);
    }
}
