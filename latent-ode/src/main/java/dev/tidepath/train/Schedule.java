package dev.tidepath.train;

/** The learning rate by iteration. */
public sealed interface Schedule {

    /**
     * The step size of one iteration.
     *
     * @param iteration from zero
     * @return the rate, not negative
     */
    double rate(int iteration);

    /**
     * The usual choice where the number of iterations is known: a twentieth of them to warm up, then a cosine to zero.
     *
     * @param peak highest rate, positive
     * @param iterations iterations planned, positive
     * @return the schedule
     */
    static Schedule cosine(double peak, int iterations) {
        return new WarmUpCosine(peak, Math.max(1, iterations / 20), iterations, 0);
    }

    /**
     * A {@link #cosine} for each of several rounds, one after another: warm restarts (Loshchilov and Hutter 2017,
     * arXiv:1608.03983).
     *
     * @param peak highest rate, positive
     * @param ends iterations at which rounds end, increasing and positive; the rate is zero from the last
     */
    record Rounds(double peak, int[] ends) implements Schedule {

        /**
         * Checks the ranges.
         *
         * @param peak see the component
         * @param ends see the component
         */
        public Rounds {
            ends = ends.clone();
            TrainingOptions.requirePositive("peak", peak);
            for (int k = 0; k < ends.length; k++) {
                TrainingOptions.requirePositive("a round", k == 0 ? ends[0] : ends[k] - ends[k - 1]);
            }
        }

        @Override
        public double rate(int iteration) {
            int start = 0;
            for (int end : ends) {
                if (iteration < end) {
                    return cosine(peak, end - start).rate(iteration - start);
                }
                start = end;
            }
            return 0;
        }
    }

    /**
     * The same rate throughout.
     *
     * @param value the rate, positive
     */
    record Constant(double value) implements Schedule {

        /**
         * Checks the range.
         *
         * @param value see the component
         */
        public Constant {
            TrainingOptions.requirePositive("rate", value);
        }

        @Override
        public double rate(int iteration) {
            return value;
        }
    }

    /**
     * Rises linearly, {@code peak (i + 1) / warmUp}, and falls along a half cosine (Loshchilov and Hutter 2017,
     * arXiv:1608.03983), {@code end + (peak − end) (1 + cos π x) / 2} with x from 0 at the end of the warm-up to 1 at {@code
     * iterations}, and is {@code end} from there.
     *
     * @param peak highest rate, positive
     * @param warmUp iterations that rise, zero or more
     * @param iterations where the fall ends, positive
     * @param end rate at the end, from zero to the peak
     */
    record WarmUpCosine(double peak, int warmUp, int iterations, double end) implements Schedule {

        /**
         * Checks the ranges.
         *
         * @param peak see the component
         * @param warmUp see the component
         * @param iterations see the component
         * @param end see the component
         */
        public WarmUpCosine {
            TrainingOptions.requirePositive("peak", peak);
            TrainingOptions.requirePositive("iterations", iterations);
            if (warmUp < 0) {
                throw new IllegalArgumentException("warmUp must not be negative: " + warmUp);
            }
            if (!(end >= 0 && end <= peak)) {
                throw new IllegalArgumentException("end must be from 0 to the peak: " + end);
            }
        }

        @Override
        public double rate(int iteration) {
            if (iteration < warmUp) {
                return peak * (iteration + 1) / warmUp;
            }
            double progress = Math.min(1, (double) (iteration - warmUp) / Math.max(1, iterations - warmUp));
            return end + (peak - end) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * progress));
        }
    }

    /**
     * Falls by a factor every so many iterations, smoothly: {@code initial · factor^(i / every)}.
     *
     * @param initial first rate, positive
     * @param factor from above 0 to 1
     * @param every iterations, positive
     */
    record ExponentialDecay(double initial, double factor, int every) implements Schedule {

        /**
         * Checks the ranges.
         *
         * @param initial see the component
         * @param factor see the component
         * @param every see the component
         */
        public ExponentialDecay {
            TrainingOptions.requirePositive("initial", initial);
            TrainingOptions.requirePositive("every", every);
            if (!(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("factor must be from above 0 to 1: " + factor);
            }
        }

        @Override
        public double rate(int iteration) {
            return initial * StrictMath.pow(factor, (double) iteration / every);
        }
    }
}
