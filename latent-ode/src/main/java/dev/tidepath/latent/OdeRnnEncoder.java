package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.GruCell;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ODE-RNN as encoder (Rubanova, Chen and Duvenaud 2019, arXiv:1907.03907, section 3.2): from the last observation back
 * to the first, the state, at first zero, takes a step of a {@link GruCell} at each and follows an ODE to the one before. The
 * cell sees the values, which channels they belong to and the time features, the field the state alone. Each window is read
 * at its own times.
 */
final class OdeRnnEncoder implements RecognitionNetwork {

    private final LatentOdeOptions options;
    private final Transition flow;
    private final Transition jump;

    OdeRnnEncoder(LatentOdeOptions options, Parameters parameters) {
        this.options = options;
        int size = options.encoder().size();
        int from = parameters.blocks().size();
        int in = 2 * options.channels() + options.features().size();
        GruCell cell = GruCell.in(parameters, "encoder", in, size);
        jump = new MapTransition(parameters.blocksAfter(from), options.channels(), size, (g, state, seen) -> {
            Var time = g.scaleShift(seen.time(), -1, 0);
            return cell.apply(g, options.features().below(g, time, seen.value(), seen.mask()), state);
        });
        from = parameters.blocks().size();
        Mlp network = Mlp.in(parameters, "encoder.field", new int[] {size, size, size}, 0.5);
        flow = OdeTransition.of(new FieldProgram(
                parameters, parameters.blocksAfter(from), size, 0, (g, t, state, context) -> network.apply(g, state)));
    }

    @Override
    public RecognitionNetwork.Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new Run(flow.newRun(values, capacity, solver, adjoint), jump.newRun(values, capacity, solver, adjoint));
    }

    /** Walks along the reversed windows, which run forwards in negated time. */
    private final class Run implements RecognitionNetwork.Run {

        private final Transition.Run flow;
        private final Transition.Run jump;
        private int[] lanes = new int[0];
        private int[] counts = new int[0];
        private @Nullable Walk walk;

        Run(Transition.Run flow, Transition.Run jump) {
            this.flow = flow;
            this.jump = jump;
        }

        @Override
        public Matrix encode(List<Window> chunk) {
            List<Window> reversed = chunk.stream()
                    .map(w -> new Window(w.context().reversed(), Observations.at(), w.key()))
                    .toList();
            Itinerary way =
                    Itinerary.of(reversed, options.channels(), options.encoder().gap());
            walk = Walk.along(way, Matrix.zeros(size(), chunk.size()), flow, jump);
            counts = chunk.stream().mapToInt(w -> w.context().size()).toArray();
            lanes = new int[counts.length];
            for (int lane = 0; lane < lanes.length; lane++) {
                lanes[way.windows()[lane]] = lane;
            }
            Matrix encoded = Matrix.zeros(size(), chunk.size());
            for (int b = 0; b < counts.length; b++) {
                copyState(b, counts[b], encoded);
            }
            return encoded;
        }

        @Override
        public void copyState(int window, int afterSteps, Matrix into) {
            Matrix states = walked().jumps().get(afterSteps - 1).outputs();
            for (int f = 0; f < size(); f++) {
                into.row(f)[window] = states.get(f, lanes[window]);
            }
        }

        @Override
        public void backward(Matrix adjoint, @Nullable Continuity continuity, double[] gradient) {
            Matrix joining = Matrix.zeros(size(), counts.length);
            Walk.Joining atObservation = (observations, bars) -> {
                joining.clear();
                if (continuity != null) {
                    continuity.addAdjoints(observations, joining);
                }
                for (int b = 0; b < counts.length; b++) {
                    for (int f = 0; f < size() && counts[b] >= observations; f++) {
                        double ofResult = counts[b] == observations ? adjoint.get(f, b) : 0;
                        bars.row(f)[lanes[b]] += joining.get(f, b) + ofResult;
                    }
                }
            };
            walked().back(Matrix.zeros(size(), 0), atObservation, gradient);
        }

        private Walk walked() {
            if (walk == null) {
                throw new IllegalStateException("nothing has been encoded");
            }
            return walk;
        }

        @Override
        public int size() {
            return options.encoder().size();
        }

        @Override
        public int latentSize() {
            return options.latentSize();
        }
    }
}
