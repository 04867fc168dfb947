package dev.tidepath.train;

/**
 * Adam with bias correction (Kingma and Ba 2015, arXiv:1412.6980) and decoupled weight decay, AdamW (Loshchilov and Hutter
 * 2019, arXiv:1711.05101), on one flat parameter vector p with gradient g, at step k from 1 with rate η:
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
 * p ← p − η λ p − η (m / (1 − β₁ᵏ)) / (√(v / (1 − β₂ᵏ)) + ε)
 * </pre>
 *
 * @param beta1 decay β₁ of the first moment, from 0 to below 1
 * @param beta2 decay β₂ of the second moment, from 0 to below 1
 * @param epsilon ε, positive
 * @param weightDecay λ, not negative; 0 is plain Adam. It draws every parameter towards zero, biases too
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay) {

    /** The usual constants, without weight decay. */
    public static final Adam STANDARD = new Adam(0.9, 0.999, 1e-8, 0);

    /**
     * Checks the ranges.
     *
     * @param beta1 see the component
     * @param beta2 see the component
     * @param epsilon see the component
     * @param weightDecay see the component
     */
    public Adam {
        requireDecay("beta1", beta1);
        requireDecay("beta2", beta2);
        TrainingOptions.requirePositive("epsilon", epsilon);
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException("weightDecay must not be negative: " + weightDecay);
        }
    }

    private static void requireDecay(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must be from 0 to below 1: " + value);
        }
    }

    /**
     * The same with another weight decay.
     *
     * @param decay λ, not negative
     * @return a new specification
     */
    public Adam withWeightDecay(double decay) {
        return new Adam(beta1, beta2, epsilon, decay);
    }

    /**
     * The state before the first step, all moments zero.
     *
     * @param size number of parameters
     * @return a new state
     */
    public State newState(int size) {
        return new State(new double[size], new double[size], 0);
    }

    /** The state after so many steps, as a checkpoint holds it. */
    State stateOf(Checkpoint checkpoint) {
        return new State(checkpoint.firstMoment(), checkpoint.secondMoment(), checkpoint.iteration());
    }

    /** The moments of one training; not thread-safe. */
    public final class State {

        private final double[] first;
        private final double[] second;
        private double power1 = 1;
        private double power2 = 1;

        private State(double[] first, double[] second, int steps) {
            this.first = first;
            this.second = second;
            for (int i = 0; i < steps; i++) {
                countStep();
            }
        }

        /** Powers as products, one factor a step, so that they are the same bits after a checkpoint. */
        private void countStep() {
            power1 *= beta1;
            power2 *= beta2;
        }

        /**
         * One step downhill.
         *
         * @param parameters modified
         * @param gradient of the loss; not modified
         * @param rate step size η, positive
         */
        public void step(double[] parameters, double[] gradient, double rate) {
            countStep();
            double scale1 = 1 / (1 - power1);
            double scale2 = 1 / (1 - power2);
            for (int i = 0; i < parameters.length; i++) {
                double g = gradient[i];
                first[i] += (1 - beta1) * (g - first[i]);
                second[i] += (1 - beta2) * (g * g - second[i]);
                if (weightDecay > 0) {
                    parameters[i] -= rate * weightDecay * parameters[i];
                }
                parameters[i] -= rate * (first[i] * scale1) / (Math.sqrt(second[i] * scale2) + epsilon);
            }
        }

        /** The first moment m, not copied. */
        double[] firstMoment() {
            return first;
        }

        /** The second moment v, not copied. */
        double[] secondMoment() {
            return second;
        }
    }
}
