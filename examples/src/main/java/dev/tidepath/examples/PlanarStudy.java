package dev.tidepath.examples;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.flow.ContinuousFlow;
import dev.tidepath.flow.PlanarField;
import dev.tidepath.flow.PlanarFlow;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.io.PrintStream;

/**
 * The planar continuous flow of so many units beside as many layers of the planar flow, both trained by maximum likelihood on
 * the same points: figure 5 of Chen et al. (2018).
 */
final class PlanarStudy {

    /** What both came to: parameters, and mean negative log-likelihoods of points that were not trained on. */
    record Result(int layerParameters, double layers, int unitParameters, double units) {}

    private static final double RATE = 1e-2;

    private final ToyData data;
    private final int width;
    private final int iterations;
    private final int threads;
    private final RandomKey key;

    PlanarStudy(ToyData data, int width, int iterations, long seed, int threads) {
        this.data = data;
        this.width = width;
        this.iterations = iterations;
        this.threads = threads;
        key = RandomKey.of(seed).derive("planar").derive(data.label());
    }

    Result compare(int points, WorkerPool pool, PrintStream err) {
        Matrix test = data.points(key.derive("test"), points);
        Parameters ofLayers = new Parameters();
        PlanarFlow layers = PlanarFlow.in(ofLayers, "layers", 2, width);
        double[] layerWeights =
                trained(layers.likelihood(data.batches(key.derive("train"), 4, 64)), ofLayers, "layers", err);

        Parameters ofUnits = new Parameters();
        ContinuousFlow units =
                new ContinuousFlow(ofUnits, PlanarField.in(ofUnits, "units", 2, width), Trace.EXACT, FlowStudy.FINE);
        Objective likelihood = units.with(FlowStudy.ROUGH)
                .likelihood(
                        data.batches(key.derive("train"), 4, 64),
                        CheckpointedAdjoint.fullMemory(),
                        key.derive("probes"));
        double[] unitWeights = trained(likelihood, ofUnits, "units", err);
        return new Result(
                ofLayers.size(),
                FlowFigures.loss(layers.logDensity(layerWeights, test)),
                ofUnits.size(),
                FlowFigures.loss(units.logDensity(unitWeights, test, pool)));
    }

    private double[] trained(Objective likelihood, Parameters layout, String what, PrintStream err) {
        double[] weights = layout.initialValues(key.derive("weights"));
        String name = data.label() + ", " + width + " planar " + what;
        new TrainingLoop(new TrainingOptions(iterations, RATE, 10, threads, null))
                .run(likelihood, weights, new TrainingLines(name, err));
        return weights;
    }
}
