package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.GruCell;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ODE-RNN as encoder (Rubanova, Chen and Duvenaud 2019, arXiv:1907.03907, section 3.2): from the last observation back
 * to the first, the state h, at first zero, takes a step of a {@link GruCell} at each and follows an ODE to the one before.
 * The cell sees the values, which channels they belong to, the time features and the window's conditions then; the field is
 * {@code dh/dt = f(h, c, u(t))} of the conditions c and u. Each window is read at its own times.
 */
final class OdeRnnEncoder implements RecognitionNetwork {

    private final LatentOdeOptions options;
    private final FieldProgram field;
    private final Transition jump;

    OdeRnnEncoder(LatentOdeOptions options, Parameters parameters) {
        this.options = options;
        int size = options.encoder().size();
        int from = parameters.blocks().size();
        Exogenous exogenous = options.exogenous();
        int in = 2 * options.channels() + exogenous.size();
        GruCell cell = GruCell.in(parameters, "encoder", in, size);
        List<Parameters.Block> ofCell = parameters.blocksAfter(from);
        jump = new MapTransition(ofCell, options.channels(), exogenous.conditioning(), size, (g, state, seen) -> {
            Var time = g.scaleShift(seen.time(), -1, 0);
            Var read = g.concat(seen.value(), seen.mask());
            return cell.apply(g, exogenous.below(g, time, seen.conditions(), read), state);
        });
        from = parameters.blocks().size();
        int known = exogenous.conditioning().size();
        Mlp network = Mlp.in(parameters, "encoder.field", new int[] {size + known, size, size}, 0.5);
        field = new FieldProgram(
                parameters,
                parameters.blocksAfter(from),
                size,
                known,
                (g, t, state, conditions) ->
                        network.apply(g, conditions == null ? state : g.concat(state, conditions)));
    }

    @Override
    public RecognitionNetwork.Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new Run(values, capacity, solver, adjoint);
    }

    /** Walks along the reversed windows, which run forwards in negated time. */
    private final class Run implements RecognitionNetwork.Run {

        private final Transition.Run flow;
        private final Transition.Run jump;
        private int[] lanes = new int[0];
        private int[] counts = new int[0];
        private Context conditions = Context.none();
        private @Nullable Walk walk;

        Run(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
            flow = OdeTransition.along(
                    options.conditioning().drive(field.bind(values, capacity), capacity),
                    OdeTransition.lending(solver, size(), capacity),
                    adjoint,
                    (at, readings) -> conditions.slice(0, at.batch()));
            jump = OdeRnnEncoder.this.jump.newRun(values, capacity, solver, adjoint);
        }

        @Override
        public Matrix encode(List<Window> chunk) {
            List<Window> reversed = chunk.stream()
                    .map(w -> new Window(w.context().reversed(), Observations.at(), w.key())
                            .under(w.conditions().reversed()))
                    .toList();
            Conditioning conditioning = options.conditioning();
            Itinerary way = Itinerary.of(
                    reversed,
                    options.channels(),
                    conditioning,
                    options.encoder().gap());
            conditions = conditioning.context(
                    Arrays.stream(way.windows()).mapToObj(reversed::get).toList());
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
        public void backward(Matrix adjoint, @Nullable Joining joined, double[] gradient) {
            Matrix joining = Matrix.zeros(size(), counts.length);
            Walk.Joining atObservation = (observations, bars) -> {
                joining.clear();
                if (joined != null) {
                    joined.addAdjoints(observations, joining);
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

        @Override
        public double[] contextAdjoints(Window window, Matrix adjoint) {
            throw new IllegalStateException("an ODE-RNN encoder has no gradient by what it reads");
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
