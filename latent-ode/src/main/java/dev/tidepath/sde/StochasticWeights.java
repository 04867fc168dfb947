package dev.tidepath.sde;

/** A {@link StochasticTableau} laid out for steps: the weights of each sum over stages. Immutable. */
final class StochasticWeights {

    /** The weights of one sum, one a stage before it. */
    record Row(double[] drift, double[] increment, double[] mean) {}

    private final Row[] rows;
    private final double[] driftNodes;
    private final double[] diffusionNodes;
    private final boolean[] usesDrift;
    private final boolean[] usesDiffusion;
    private final double compensator;

    StochasticWeights(StochasticTableau tableau) {
        int stages = tableau.stages();
        rows = new Row[stages + 1];
        for (int i = 0; i < stages; i++) {
            rows[i] = new Row(tableau.a()[i], tableau.b()[i], tableau.e()[i]);
        }
        rows[stages] = new Row(tableau.alpha(), tableau.beta(), tableau.gamma());
        driftNodes = tableau.c();
        diffusionNodes = tableau.d();
        usesDrift = new boolean[stages];
        usesDiffusion = new boolean[stages];
        for (Row row : rows) {
            for (int j = 0; j < row.drift().length; j++) {
                usesDrift[j] |= row.drift()[j] != 0;
                usesDiffusion[j] |= row.increment()[j] != 0 || row.mean()[j] != 0;
            }
        }
        compensator = tableau.calculus() == Calculus.ITO ? 1 : 0;
    }

    int stages() {
        return rows.length - 1;
    }

    Row stage(int i) {
        return rows[i];
    }

    /** The sum that the step ends with. */
    Row last() {
        return rows[rows.length - 1];
    }

    double driftNode(int i) {
        return driftNodes[i];
    }

    double diffusionNode(int i) {
        return diffusionNodes[i];
    }

    boolean usesDrift(int i) {
        return usesDrift[i];
    }

    boolean usesDiffusion(int i) {
        return usesDiffusion[i];
    }

    /** What Milstein's term takes from ΔW², in steps. */
    double compensator() {
        return compensator;
    }
}
