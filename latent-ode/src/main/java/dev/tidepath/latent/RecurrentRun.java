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
final class RecurrentRun extends DeterministicRun {

    private final RecurrentModel model;
    private final double[] values;
    private final Transition.Run flow;
    private final Transition.Run jump;

    RecurrentRun(RecurrentModel model, double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        super(model.channels(), model.decoder().newRun(values, Itinerary::lead));
        this.model = model;
        this.values = values;
        flow = model.flow().newRun(values, capacity, solver, adjoint);
        jump = model.jump().newRun(values, capacity, solver, adjoint);
    }

    /** What a walk leaves behind: its paths, one flow a leg, one jump a leg but the last, and the states to decode. */
    private record Walk(
            Itinerary way, List<Transition.Path> flows, List<Transition.Path> jumps, Matrix decoded, int batch) {}

    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        List<Window> scored = chunk.stream().map(RecurrentRun::scored).toList();
        Walk walk = walk(scored);
        double loss = score(walk.decoded(), scored, weight, gradient);
        back(walk, stateAdjoints(), gradient);
        return loss;
    }

    /** Without targets of which nothing can be known. */
    private static Window scored(Window window) {
        Observations targets = window.targets();
        int from = targets.firstAtOrAfter(Math.nextUp(window.start()));
        return new Window(window.context(), targets.slice(from, targets.size()), window.key(), window.lastSeen());
    }

    @Override
    Matrix states(List<Window> chunk) {
        return walk(chunk).decoded();
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
