package dev.tidepath.language;

/**
 * Weights as a function of time, piecewise linear between knots at the times 0, 1, …, K − 1 and constant before and after, in
 * one flat parameter vector:
 *
 * <pre>
 * θ(t) = (1 − s) θ_k + s θ_{k+1},  t = k + s,  0 ≤ s &lt; 1
 * </pre>
 *
 * They are the basis functions of Queiruga et al. 2020 (Continuous-in-depth neural networks, arXiv:2008.02389) of the first degree: at
 * a knot the weights are the knot's own, to the last bit.
 *
 * @param offset where the first knot's weights start
 * @param size weights of a knot, positive; one knot's come after another's
 * @param knots K, positive
 */
record WeightPath(int offset, int size, int knots) {

    /**
     * Checks the ranges.
     *
     * @param offset see the component
     * @param size see the component
     * @param knots see the component
     */
    WeightPath {
        if (offset < 0 || size < 1 || knots < 1) {
            throw new IllegalArgumentException(knots + " knots of " + size + " weights from " + offset + " on");
        }
    }

    private int knot(double t) {
        return (int) Math.max(0, Math.min(Math.floor(t), knots - 1.0));
    }

    /** The share of the knot after; 0 where there is none, and before the first. */
    private double share(double t) {
        return t <= 0 || t >= knots - 1 ? 0 : t - Math.floor(t);
    }

    /**
     * The weights at a time.
     *
     * @param vector flat vector the knots lie in; not modified
     * @param t time
     * @param into {@code size} entries; overwritten
     */
    void at(double[] vector, double t, double[] into) {
        int from = offset + knot(t) * size;
        double s = share(t);
        if (s == 0) {
            System.arraycopy(vector, from, into, 0, size);
            return;
        }
        for (int i = 0; i < size; i++) {
            into[i] = (1 - s) * vector[from + i] + s * vector[from + size + i];
        }
    }

    /**
     * How fast the weights change at a time, from the right.
     *
     * @param vector flat vector the knots lie in; not modified
     * @param t time
     * @param into {@code size} entries; overwritten
     */
    void slope(double[] vector, double t, double[] into) {
        int from = offset + knot(t) * size;
        boolean flat = t < 0 || t >= knots - 1;
        for (int i = 0; i < size; i++) {
            into[i] = flat ? 0 : vector[from + size + i] - vector[from + i];
        }
    }

    /**
     * The transpose of {@link #at}.
     *
     * @param gradient by the weights at the time; not modified
     * @param t time
     * @param into gradient by the knots, as the flat vector; added to
     */
    void pull(double[] gradient, double t, double[] into) {
        int from = offset + knot(t) * size;
        double s = share(t);
        for (int i = 0; i < size; i++) {
            into[from + i] += (1 - s) * gradient[i];
        }
        for (int i = 0; s > 0 && i < size; i++) {
            into[from + size + i] += s * gradient[i];
        }
    }
}
