package dev.tidepath.forecasting.blend;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.flow.ContinuousFlow;
import dev.tidepath.flow.FlowField;
import dev.tidepath.flow.MlpField;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The family of densities p(v | lead, channel) of a forecast error's normal score: a continuous normalizing flow of one dimension
 * whose field reads the share of the horizon and, where channels are told apart, which channel it is. Without training it is
 * the standard normal density.
 */
final class ScoreDensity {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-6, 1e-6, 10_000);

    /** Shares from 0 to 1 get mean zero and variance one. */
    private static final double SPREAD = Math.sqrt(12);

    private final int channels;
    private final Parameters layout = new Parameters();
    private final FlowField field;
    private final ContinuousFlow flow;

    /**
     * Records the flow.
     *
     * @param channels channels told apart, one if they are not
     * @param width units of each of two hidden layers
     * @param keepsMedian whether half of the probability is on either side of zero, whatever is learnt
     */
    ScoreDensity(int channels, int width, boolean keepsMedian) {
        this.channels = channels;
        int conditions = channels == 1 ? 1 : 1 + channels;
        MlpField free = MlpField.conditional(layout, "field", 1, conditions, 0, width, width);
        field = keepsMedian ? new AboutMedian(free) : free;
        flow = new ContinuousFlow(layout, field, Trace.EXACT, SOLVER);
    }

    /** {@code f(v, t, c) = tanh(v) · MLP(v, t, c)}: zero at the median, and far from it as large as the perceptron. */
    private record AboutMedian(MlpField free) implements FlowField {

        @Override
        public int dimension() {
            return free.dimension();
        }

        @Override
        public int conditions() {
            return free.conditions();
        }

        @Override
        public List<Parameters.Block> blocks() {
            return free.blocks();
        }

        @Override
        public Var rate(Graph g, Var t, Var z, @Nullable Var c) {
            return g.multiply(g.tanh(z), free.rate(g, t, z, c));
        }
    }

    Parameters layout() {
        return layout;
    }

    ContinuousFlow flow() {
        return flow;
    }

    /** No conditions yet of so many scores. */
    Matrix conditions(int count) {
        return Matrix.zeros(field.conditions(), count);
    }

    /**
     * Sets the conditions of one score.
     *
     * @param into conditions × scores
     * @param column which score
     * @param share of the horizon, from 0; beyond its end it stays what it is there
     * @param channel index; of no matter where channels are not told apart
     */
    void condition(Matrix into, int column, double share, int channel) {
        into.set(0, column, SPREAD * (Math.min(1, share) - 0.5));
        if (channels > 1) {
            into.set(1 + channel, column, 1);
        }
    }
}
