package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/** A field that counts what is asked of another one, and lets somebody look before every call. For one thread. */
public final class CountedField implements DifferentiableField {

    private static final int EVALUATIONS = 0;
    private static final int PRODUCTS = 1;
    private static final int PULLBACKS = 2;

    private final DifferentiableField field;
    private final Runnable before;
    private final long[] calls = new long[3];
    private final long[] samples = new long[3];

    /**
     * What was asked so far.
     *
     * @param evaluations of the rate alone, also those that a linearization keeps for its pullbacks
     * @param products with the Jacobian or its transpose that evaluate the rate on their way
     * @param pullbacks by a linearization, which evaluated it before
     */
    public record Counts(long evaluations, long products, long pullbacks) {

        /**
         * How often the rate was evaluated, be it for a product.
         *
         * @return evaluations and products
         */
        public long rates() {
            return evaluations + products;
        }

        /**
         * Everything that was asked.
         *
         * @return evaluations, products and pullbacks
         */
        public long all() {
            return evaluations + products + pullbacks;
        }

        private static Counts of(long[] kinds) {
            return new Counts(kinds[EVALUATIONS], kinds[PRODUCTS], kinds[PULLBACKS]);
        }
    }

    /**
     * Counts from zero.
     *
     * @param field what is asked
     */
    public CountedField(DifferentiableField field) {
        this(field, () -> {});
    }

    /**
     * Counts from zero.
     *
     * @param field what is asked
     * @param before is run before every call, after it was counted
     */
    public CountedField(DifferentiableField field, Runnable before) {
        this.field = field;
        this.before = before;
    }

    /**
     * Counts of calls, each for all samples that were under way.
     *
     * @return so far
     */
    public Counts calls() {
        return Counts.of(calls);
    }

    /**
     * Counts of samples, summed over calls; one whose path has ended counts as long as it goes along.
     *
     * @return so far
     */
    public Counts samples() {
        return Counts.of(samples);
    }

    private void count(int kind, int batch) {
        calls[kind]++;
        samples[kind] += batch;
        before.run();
    }

    @Override
    public int parameterCount() {
        return field.parameterCount();
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        count(EVALUATIONS, y.batch());
        field.eval(t, y, c, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        count(PRODUCTS, y.batch());
        field.vjp(t, y, c, a, into);
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        count(PRODUCTS, y.batch());
        field.jvp(t, y, c, v, out);
    }

    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        Linearization linear = field.newLinearization(batch, ofParameters);
        return new Linearization() {
            @Override
            public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                count(EVALUATIONS, y.batch());
                linear.eval(t, y, c, dydt);
            }

            @Override
            public void vjp(Matrix a, FieldGradient into) {
                count(PULLBACKS, a.batch());
                linear.vjp(a, into);
            }
        };
    }
}
