package dev.tidepath.latent;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
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

    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        List<Window> scored = chunk.stream().map(RecurrentRun::scored).toList();
        Walk walk = walk(scored);
        double loss = score(walk.passed(), scored, weight, gradient);
        Matrix ofStart = walk.back(stateAdjoints(), (observations, bars) -> {}, gradient);
        for (int f = 0; f < ofStart.features(); f++) {
            for (int b = 0; b < ofStart.batch(); b++) {
                gradient[model.start().offset() + f] += ofStart.get(f, b);
            }
        }
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
        return walk(chunk).passed();
    }

    private Walk walk(List<Window> chunk) {
        Itinerary way = Itinerary.of(
                chunk, model.channels(), Conditioning.none(), model.options().gap());
        Matrix start = Matrix.zeros(model.options().size(), chunk.size());
        for (int f = 0; f < start.features(); f++) {
            Arrays.fill(start.row(f), 0, chunk.size(), values[model.start().offset() + f]);
        }
        return Walk.along(way, start, flow, jump);
    }
}
