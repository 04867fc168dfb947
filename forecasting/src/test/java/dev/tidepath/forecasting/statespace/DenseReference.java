package dev.tidepath.forecasting.statespace;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/** A state-space model as one multivariate normal distribution of values at given times, by commons-math3's matrices. */
final class DenseReference {

    private final StateModel model;
    private final double[] times;
    private final RealMatrix covariance;
    private final RealMatrix effect;

    DenseReference(StateModel model, double[] times, double[][] regressors) {
        this.model = model;
        this.times = times;
        int n = times.length;
        int d = model.size();
        RealMatrix start = new Array2DRowRealMatrix(model.start());
        List<RealMatrix> states = new ArrayList<>();
        List<RealMatrix> moves = new ArrayList<>();
        RealMatrix p = start;
        RealMatrix f = MatrixUtils.createRealIdentityMatrix(d);
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                RealMatrix step = f(times[i] - times[i - 1]);
                p = step.multiply(p).multiply(step.transpose()).add(q(times[i] - times[i - 1]));
                f = step.multiply(f);
            }
            states.add(p);
            moves.add(f);
        }
        RealMatrix z = new Array2DRowRealMatrix(model.loading());
        covariance = new Array2DRowRealMatrix(n, n);
        int columns = model.diffuse() + (regressors.length == 0 ? 0 : regressors[0].length);
        effect = new Array2DRowRealMatrix(n, columns);
        for (int i = 0; i < n; i++) {
            RealMatrix moved = z.transpose();
            for (int j = i; j >= 0; j--) {
                double c = moved.multiply(states.get(j)).multiply(z).getEntry(0, 0);
                covariance.setEntry(i, j, c);
                covariance.setEntry(j, i, c);
                if (j > 0) {
                    moved = moved.multiply(f(times[j] - times[j - 1]));
                }
            }
            RealMatrix row = z.transpose().multiply(moves.get(i));
            for (int k = 0; k < columns; k++) {
                effect.setEntry(i, k, k < model.diffuse() ? row.getEntry(0, k) : regressors[i][k - model.diffuse()]);
            }
        }
    }

    private Transition transition(double gap) {
        Transition t = model.newTransition();
        model.discretise(gap, t);
        return t;
    }

    private RealMatrix f(double gap) {
        return full(transition(gap).f);
    }

    private RealMatrix q(double gap) {
        return full(transition(gap).q);
    }

    private RealMatrix full(double[][] blocks) {
        double[][] m = new double[model.size()][model.size()];
        BlockDiagonal.add(model.blockSizes(), blocks, m);
        return new Array2DRowRealMatrix(m);
    }

    /** Means, variances (in units of the scale), and the likelihood's parts. */
    record Conditional(
            double[] means, double[] variances, double squares, double logVariances, double logInformation) {}

    /** The signal at all times given noisy values at some of them, with δ estimated by generalised least squares. */
    Conditional given(int[] observed, double[] values, double[] noises) {
        int n = observed.length;
        RealMatrix k = new Array2DRowRealMatrix(n, n);
        RealMatrix x = new Array2DRowRealMatrix(n, effect.getColumnDimension());
        RealMatrix y = new Array2DRowRealMatrix(n, 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                k.setEntry(i, j, covariance.getEntry(observed[i], observed[j]) + (i == j ? noises[i] : 0));
            }
            x.setRowMatrix(i, effect.getRowMatrix(observed[i]));
            y.setEntry(i, 0, values[i]);
        }
        LUDecomposition lu = new LUDecomposition(k);
        RealMatrix inverse = lu.getSolver().getInverse();
        RealMatrix information = x.transpose().multiply(inverse).multiply(x);
        RealMatrix spread = new LUDecomposition(information).getSolver().getInverse();
        RealMatrix delta = spread.multiply(x.transpose()).multiply(inverse).multiply(y);
        RealMatrix rest = y.subtract(x.multiply(delta));
        double[] means = new double[times.length];
        double[] variances = new double[times.length];
        for (int t = 0; t < times.length; t++) {
            RealMatrix c = new Array2DRowRealMatrix(1, n);
            for (int j = 0; j < n; j++) {
                c.setEntry(0, j, covariance.getEntry(t, observed[j]));
            }
            RealMatrix gain = c.multiply(inverse);
            RealMatrix own = effect.getRowMatrix(t);
            means[t] = own.multiply(delta).add(gain.multiply(rest)).getEntry(0, 0);
            RealMatrix w = own.subtract(gain.multiply(x));
            variances[t] = covariance.getEntry(t, t)
                    - gain.multiply(c.transpose()).getEntry(0, 0)
                    + w.multiply(spread).multiply(w.transpose()).getEntry(0, 0);
        }
        return new Conditional(
                means,
                variances,
                rest.transpose().multiply(inverse).multiply(rest).getEntry(0, 0),
                Math.log(lu.getDeterminant()),
                Math.log(new LUDecomposition(information).getDeterminant()));
    }
}
