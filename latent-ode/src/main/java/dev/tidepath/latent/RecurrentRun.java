package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One thread's walks along a chunk's {@link Itinerary}, and back. Not thread-safe. */
final class RecurrentRun implements SequenceModel.Run {

    private final RecurrentModel model;
    private final double[] values;
    private final Transition.Run flow;
    private final Transition.Run jump;
    private final Decoder.Run decoder;

    RecurrentRun(RecurrentModel model, double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        this.model = model;
        this.values = values;
        flow = model.flow().newRun(values, capacity, solver, adjoint);
        jump = model.jump().newRun(values, capacity, solver, adjoint);
        decoder = model.decoder().newRun(values, Itinerary::lead);
    }

    /** What a walk leaves behind: its paths, one flow a leg, one jump a leg but the last, and the states to decode. */
    private record Walk(
            Itinerary way, List<Transition.Path> flows, List<Transition.Path> jumps, Matrix decoded, int batch) {}

    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        List<Window> scored = chunk.stream().map(RecurrentRun::scored).toList();
        Walk walk = walk(scored);
        double[] weights = new double[scored.size()];
        Arrays.fill(weights, weight);
        double[] each = decoder.lossAndPullback(walk.decoded(), scored, weights, gradient);
        double loss = 0;
        for (int i = 0; i < walk.way().targets(); i++) {
            loss += each[i];
        }
        if (!Double.isFinite(loss)) {
            throw decoder.notFinite(scored, 1);
        }
        back(walk, decoder.stateAdjoints(), gradient);
        return weight * loss;
    }

    /** Without targets of which nothing can be known. */
    private static Window scored(Window window) {
        Observations targets = window.targets();
        int from = targets.firstAtOrAfter(Math.nextUp(window.start()));
        return new Window(window.context(), targets.slice(from, targets.size()), window.key(), window.lastSeen());
    }

    @Override
    public Matrix means(List<Window> chunk) {
        Matrix states = walk(chunk).decoded();
        Matrix means = Matrix.zeros(model.channels(), states.batch());
        decoder.mean(states, chunk, means);
        return means;
    }

    /** All paths have one mean; they differ by the noise. */
    @Override
    public void sample(Window window, int paths, double[][][] means, double[][][] draws) {
        Matrix one = means(List.of(window));
        int targets = one.batch();
        Matrix decoded = Matrix.zeros(one.features(), paths * targets);
        for (int p = 0; p < paths; p++) {
            decoded.paste(one, p * targets);
        }
        decoder.scatter(window, decoded, paths, means, draws);
    }

    private Walk walk(List<Window> chunk) {
        int size = model.options().size();
        Itinerary way = Itinerary.of(chunk, model.channels(), model.options().gap());
        Walk walk =
                new Walk(way, new ArrayList<>(), new ArrayList<>(), Matrix.zeros(size, way.targets()), chunk.size());
        Matrix states = Matrix.zeros(size, chunk.size());
        for (int f = 0; f < size; f++) {
            Arrays.fill(states.row(f), 0, chunk.size(), values[model.start().offset() + f]);
        }
        for (Itinerary.Leg leg : way.legs()) {
            Transition.Path flown = flow.apply(states, leg.at(), leg.passed());
            walk.flows().add(flown);
            Matrix arrived = Matrix.zeros(size, leg.arrivals());
            for (int f = 0; f < size; f++) {
                double[] from = flown.outputs().row(f);
                for (int k = 0; k < leg.columns().length; k++) {
                    if (leg.columns()[k] >= 0) {
                        walk.decoded().row(f)[leg.columns()[k]] = from[k];
                    }
                }
                for (int b = 0; b < leg.arrivals(); b++) {
                    arrived.row(f)[b] = from[leg.arrival(b)];
                }
            }
            if (leg.arrivals() > 0) {
                Transition.Path jumped = jump.apply(arrived, SaveAt.end(leg.arrivals(), 0, 1), leg.observed());
                walk.jumps().add(jumped);
                states = jumped.outputs();
            }
        }
        return walk;
    }

    private void back(Walk walk, Matrix decodedAdjoints, double[] gradient) {
        int size = decodedAdjoints.features();
        Matrix later = Matrix.zeros(size, 0);
        for (int s = walk.flows().size() - 1; s >= 0; s--) {
            Itinerary.Leg leg = walk.way().legs().get(s);
            Matrix arrived = Matrix.zeros(size, leg.arrivals());
            if (leg.arrivals() > 0) {
                walk.jumps().get(s).backward(later, arrived, gradient);
            }
            Matrix flown = Matrix.zeros(size, leg.at().total());
            for (int f = 0; f < size; f++) {
                double[] to = flown.row(f);
                for (int k = 0; k < leg.columns().length; k++) {
                    if (leg.columns()[k] >= 0) {
                        to[k] = decodedAdjoints.get(f, leg.columns()[k]);
                    }
                }
                for (int b = 0; b < leg.arrivals(); b++) {
                    to[leg.arrival(b)] = arrived.get(f, b);
                }
            }
            later = Matrix.zeros(size, leg.at().batch());
            walk.flows().get(s).backward(flown, later, gradient);
        }
        Parameters.Block start = model.start();
        for (int f = 0; f < size; f++) {
            for (int b = 0; b < walk.batch(); b++) {
                gradient[start.offset() + f] += later.get(f, b);
            }
        }
    }
}
