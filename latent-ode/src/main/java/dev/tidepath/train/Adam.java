package dev.tidepath.train;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) with bias correction, on one flat parameter vector. Holds the moments of
 * one training; not thread-safe.
 */
public final class Adam {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[] first;
    private final double[] second;
    private double power1 = 1;
    private double power2 = 1;

    /**
     * Creates the optimiser's state, all moments zero.
     *
     * @param size number of parameters
     */
    public Adam(int size) {
        first = new double[size];
        second = new double[size];
    }

    /**
     * One step downhill.
     *
     * @param parameters modified
     * @param gradient of the loss; not modified
     * @param rate step size, positive
     */
    public void step(double[] parameters, double[] gradient, double rate) {
        power1 *= BETA_1;
        power2 *= BETA_2;
        double scale1 = 1 / (1 - power1);
        double scale2 = 1 / (1 - power2);
        for (int i = 0; i < parameters.length; i++) {
            double g = gradient[i];
            first[i] += (1 - BETA_1) * (g - first[i]);
            second[i] += (1 - BETA_2) * (g * g - second[i]);
            parameters[i] -= rate * (first[i] * scale1) / (Math.sqrt(second[i] * scale2) + EPSILON);
        }
    }
}
