package dev.tidepath.ode;

import java.util.Optional;

/**
 * Bounds on the size of steps: none longer than {@code most} (all but the last of a stretch a little shorter), and a sample
 * whose steps are rejected below {@code least} fails with {@link SolveStatus#STEP_TOO_SMALL} instead of creeping on. A step
 * that only lands on an output interval's end or a stop may be shorter.
 *
 * @param controller chooses the steps
 * @param least least size of a step, zero or more
 * @param most largest size of a step, infinite for no limit
 */
public record BoundedSteps(StepController controller, double least, double most) implements StepController {

    /**
     * Checks the bounds.
     *
     * @param controller chooses the steps
     * @param least least size of a step, zero or more
     * @param most largest size of a step, infinite for no limit
     * @throws IllegalArgumentException unless {@code 0 <= least < most}
     */
    public BoundedSteps {
        if (!(least >= 0 && least < most)) {
            throw new IllegalArgumentException(
                    "the bounds must satisfy 0 <= least < most, found " + least + " and " + most);
        }
    }

    @Override
    public Optional<ErrorNorm> norm() {
        return controller.norm();
    }

    @Override
    public boolean shared() {
        return controller.shared();
    }

    @Override
    public StepControl newControl(int batch, int errorOrder) {
        return new Control(controller.newControl(batch, errorOrder), least, most / StepSizes.STRETCH);
    }

    private record Control(StepControl inner, double least, double most) implements StepControl {

        @Override
        public double first(int sample, double start, double end, double guess) {
            double size = inner.first(sample, start, end, guess);
            return Math.copySign(Math.max(least, Math.min(Math.abs(size), most)), size);
        }

        @Override
        public double next(int sample, double error, double h) {
            double size = inner.next(sample, error, h);
            if (Math.abs(size) < least) {
                boolean mayTry = accepted(error) || Math.abs(h) > least;
                return mayTry ? Math.copySign(least, size) : 0.0;
            }
            return Math.copySign(Math.min(Math.abs(size), most), size);
        }

        @Override
        public boolean accepted(double error) {
            return inner.accepted(error);
        }
    }
}
