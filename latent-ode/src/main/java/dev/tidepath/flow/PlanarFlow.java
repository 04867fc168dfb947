package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The planar flow of Rezende and Mohamed (2015, arXiv:1505.05770), from the data to the standard normal density:
 *
 * <pre>
 * zₖ = zₖ₋₁ + ûₖ tanh(wₖᵀzₖ₋₁ + bₖ),    log p(x) = log N(z_K) + Σₖ log(1 + ûₖᵀwₖ (1 − tanh²(wₖᵀzₖ₋₁ + bₖ)))
 * û = u + (m(wᵀu) − wᵀu) w / |w|²,    m(s) = −1 + ln(1 + eˢ)
 * </pre>
 *
 * where û keeps every layer invertible (appendix A.1 there). It has no inverse in closed form: it is trained in this direction
 * and cannot be sampled from, which is what {@link PlanarField} is compared with it for.
 */
public final class PlanarFlow {

    private record Layer(Parameters.Block w, Parameters.Block u, Parameters.Block b) {}

    private final int dimension;
    private final List<Layer> layers;
    private final DifferentiableMap map;

    private PlanarFlow(int dimension, List<Layer> layers, List<Parameters.Block> blocks) {
        this.dimension = dimension;
        this.layers = List.copyOf(layers);
        map = new DifferentiableMap(
                blocks, new int[] {dimension}, 1, (g, inputs) -> List.of(logDensity(g, inputs.get(0))));
    }

    /**
     * Adds a flow to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param dimension features of a point, positive
     * @param layers how many, positive
     * @return the flow
     */
    public static PlanarFlow in(Parameters parameters, String name, int dimension, int layers) {
        int before = parameters.blocks().size();
        List<Layer> all = new ArrayList<>();
        for (int k = 0; k < layers; k++) {
            all.add(new Layer(
                    parameters.add(name + "." + k + ".w", 1, dimension, 1),
                    parameters.add(name + "." + k + ".u", 1, dimension, 0.1),
                    parameters.add(name + "." + k + ".b", 1, 1, 1)));
        }
        return new PlanarFlow(dimension, all, parameters.blocksAfter(before));
    }

    private Var logDensity(Graph g, Var x) {
        Var z = x;
        Var sum = g.zeros(1);
        for (Layer layer : layers) {
            Var w = g.broadcast(g.parameter(layer.w()));
            Var u = g.broadcast(g.parameter(layer.u()));
            Var along = g.sumRows(g.multiply(w, u));
            Var kept = g.scaleShift(g.softplus(along), 1, -1);
            Var squares = g.sumRows(g.multiply(w, w));
            Var correction = g.multiply(g.subtract(kept, along), g.exp(g.scaleShift(g.log(squares), -1, 0)));
            Var direction = g.add(u, g.multiply(w, g.repeatRow(correction, dimension)));
            Var h = g.tanh(g.add(g.sumRows(g.multiply(w, z)), g.broadcast(g.parameter(layer.b()))));
            sum = g.add(sum, g.log(g.scaleShift(g.tanhPullback(h, kept), 1, 1)));
            z = g.add(z, g.multiply(direction, g.repeatRow(h, dimension)));
        }
        double constant = -0.5 * dimension * StrictMath.log(2 * StrictMath.PI);
        return g.add(sum, g.scaleShift(g.sumRows(g.multiply(z, z)), -0.5, constant));
    }

    /**
     * The log-density of points, in nats.
     *
     * @param weights flat parameter vector
     * @param points dimension × points
     * @return one number a point
     */
    public double[] logDensity(double[] weights, Matrix points) {
        Matrix out = Matrix.zeros(1, points.batch());
        map.newPass(weights).value(points.batch(), new Matrix[] {points}, new Matrix[] {out});
        return Arrays.copyOf(out.row(0), points.batch());
    }

    /**
     * The mean negative log-likelihood of the data, in nats.
     *
     * @param batches points of the data
     * @return the objective of a training by maximum likelihood
     */
    public Objective likelihood(Batches batches) {
        return Objective.of(batches.chunks(), weights -> new Worker(weights, batches));
    }

    private final class Worker implements Objective.Worker {
        private final Batches batches;
        private final DifferentiableMap.Pass pass;
        private final Matrix[] points;
        private final Matrix[] density;
        private final Matrix[] bars;
        private final Matrix[] adjoints;

        Worker(double[] weights, Batches batches) {
            int size = batches.size();
            this.batches = batches;
            pass = map.newPass(weights);
            points = new Matrix[] {Matrix.zeros(dimension, size)};
            density = new Matrix[] {Matrix.zeros(1, size)};
            bars = new Matrix[] {Matrix.zeros(1, size)};
            adjoints = new Matrix[] {Matrix.zeros(dimension, size)};
            for (int b = 0; b < size; b++) {
                bars[0].set(0, b, -batches.share());
            }
        }

        @Override
        public double lossAndGradient(int iteration, int chunk, double[] gradient) {
            batches.source().points(iteration, chunk, points[0]);
            pass.valueAndPullback(batches.size(), points, bars, density, adjoints, gradient);
            double sum = 0;
            for (int b = 0; b < batches.size(); b++) {
                sum -= density[0].get(0, b);
            }
            if (!Double.isFinite(sum)) {
                throw new NonFiniteLossException("the likelihood of a planar flow");
            }
            return batches.share() * sum;
        }
    }
}
