package dev.tidepath.flow;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.Linearization;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;

/**
 * Conditional flow matching (Lipman et al. 2023, arXiv:2210.02747) along straight lines: with {@code ε} from the base density,
 * {@code x} from the data and {@code t} uniform,
 *
 * <pre>
 * E |f(t, (1 − t) ε + t x) − (x − ε)|² / d
 * </pre>
 *
 * is least for a field that carries the base density to that of the data; where the field reads conditions c, for one that does so
 * given any c. The times of a chunk are stratified. Without conditions, noise is exchanged between the points of a chunk wherever
 * that shortens the lines: these cross less then, and a field that is nearly straight is learnt from fewer of them (Tong et al.
 * 2024, arXiv:2302.00482; Pooladian et al. 2023, arXiv:2304.14772). Given conditions that would mix their noise.
 */
final class FlowMatchingWorker implements Objective.Worker {

    private final int dimension;
    private final Batches batches;
    private final RandomKey key;
    private final Linearization field;
    private final boolean conditional;
    private final PointConditions seen;
    private final Matrix points;
    private final Matrix noise;
    private final Matrix between;
    private final Matrix rate;
    private final double[] times;

    FlowMatchingWorker(NeuralField field, FlowField flow, Batches batches, RandomKey key) {
        int size = batches.size();
        dimension = flow.dimension();
        conditional = flow.conditions() > 0;
        seen = new PointConditions(flow.conditions(), 0, size);
        this.batches = batches;
        this.key = key;
        this.field = field.newLinearization(size, true);
        points = Matrix.zeros(dimension, size);
        noise = Matrix.zeros(dimension, size);
        between = Matrix.zeros(dimension, size);
        rate = Matrix.zeros(dimension, size);
        times = new double[Matrix.padded(size)];
    }

    @Override
    public double lossAndGradient(int iteration, int chunk, double[] gradient) {
        RandomKey own = key.derive(iteration).derive(chunk);
        batches.source().points(iteration, chunk, points);
        seen.fill(batches.source(), iteration, chunk);
        StandardNormal.draw(own, noise);
        if (!conditional) {
            shortenLines();
        }
        RandomKey ofTimes = own.derive("times");
        for (int b = 0; b < batches.size(); b++) {
            times[b] = (b + ofTimes.uniform(b)) / batches.size();
            for (int i = 0; i < dimension; i++) {
                between.set(i, b, (1 - times[b]) * noise.get(i, b) + times[b] * points.get(i, b));
            }
        }
        field.eval(times, between, seen.context(), rate);
        double loss = loss();
        field.vjp(rate, new FieldGradient(null, null, gradient, null));
        return loss;
    }

    /** Exchanges the noise of each two points, once, if the squares of their lines add up to less then. */
    private void shortenLines() {
        int size = batches.size();
        for (int apart = 1; apart < size; apart++) {
            for (int b = 0; b + apart < size; b++) {
                exchangeIfShorter(b, b + apart);
            }
        }
    }

    private void exchangeIfShorter(int b, int other) {
        double saved = 0;
        for (int i = 0; i < dimension; i++) {
            double[] e = noise.row(i);
            double[] x = points.row(i);
            saved += (e[b] - e[other]) * (x[other] - x[b]);
        }
        for (int i = 0; i < dimension && saved > 0; i++) {
            double[] e = noise.row(i);
            double kept = e[b];
            e[b] = e[other];
            e[other] = kept;
        }
    }

    /** Turns the rates into their adjoints. */
    private double loss() {
        double share = batches.share() / dimension;
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            for (int b = 0; b < batches.size(); b++) {
                double error = rate.get(i, b) - (points.get(i, b) - noise.get(i, b));
                sum += error * error;
                rate.set(i, b, 2 * share * error);
            }
        }
        return share * sum;
    }
}
