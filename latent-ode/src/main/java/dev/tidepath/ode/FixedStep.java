package dev.tidepath.ode;

import java.util.Optional;

/**
 * The same number of equal steps for every sample, whatever the length of its interval; nothing is rejected. Where there
 * are stops, each stretch between them takes that number.
 *
 * @param steps number of steps, at least one
 */
public record FixedStep(int steps) implements StepController {

    /**
     * Checks the number of steps.
     *
     * @param steps number of steps, at least one
     * @throws IllegalArgumentException if it is less than one
     */
    public FixedStep {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, found " + steps);
        }
    }

    @Override
    public Optional<ErrorNorm> norm() {
        return Optional.empty();
    }

    @Override
    public StepControl newControl(int batch, int errorOrder) {
        return new Control(steps);
    }

    private record Control(int steps) implements StepControl {

        @Override
        public double first(int lane, double start, double end, double guess) {
            return (end - start) / steps;
        }

        @Override
        public double next(int lane, double error, double h) {
            return h;
        }

        @Override
        public boolean accepted(double error) {
            return error <= 1.0;
        }
    }
}
