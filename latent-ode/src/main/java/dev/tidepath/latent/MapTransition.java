package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.List;

/** States that one step of a recorded map takes to each output time, whatever lies between. */
final class MapTransition implements Transition {

    /** Records a step. */
    interface Step {

        Var next(Graph g, Var state, Readings.Seen seen);

        /** For states that stay as they are until an observation: a step where they are decoded, none where they arrive. */
        default Step beforeArrival() {
            return (g, state, seen) -> {
                Var arrival = g.repeatRow(seen.arrival(), state.rows());
                Var next = next(g, state, seen);
                return g.add(next, g.multiply(arrival, g.subtract(state, next)));
            };
        }
    }

    private final int size;
    private final DifferentiableMap map;

    /**
     * Records a transition.
     *
     * @param blocks the parameters it reads, each of them
     * @param channels observed channels
     * @param size features of the state
     * @param step the step
     */
    MapTransition(List<Parameters.Block> blocks, int channels, int size, Step step) {
        this(blocks, channels, Conditioning.none(), size, step);
    }

    /** The same, of a step that sees conditions as well. */
    MapTransition(List<Parameters.Block> blocks, int channels, Conditioning conditioning, int size, Step step) {
        this.size = size;
        int[] seen = Readings.sizes(channels, conditioning);
        int[] inputs = new int[1 + seen.length];
        inputs[0] = size;
        System.arraycopy(seen, 0, inputs, 1, seen.length);
        map = new DifferentiableMap(
                blocks,
                inputs,
                1,
                (g, in) -> List.of(step.next(g, in.get(0), Readings.Seen.of(in.subList(1, in.size())))));
    }

    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        DifferentiableMap.Pass pass = map.newPass(values);
        return (states, at, readings) -> {
            Matrix[] in = new Matrix[1 + readings.matrices().size()];
            int[] lanes = lanes(at);
            in[0] = spread(states, lanes);
            for (int i = 1; i < in.length; i++) {
                in[i] = readings.matrices().get(i - 1);
            }
            Matrix outputs = Matrix.zeros(size, at.total());
            pass.value(at.total(), in, new Matrix[] {outputs});
            return new Mapped(pass, lanes, in, outputs);
        };
    }

    /** The lane of each output. */
    private static int[] lanes(SaveAt at) {
        int[] lanes = new int[at.total()];
        for (int b = 0; b < at.batch(); b++) {
            Arrays.fill(lanes, at.offset(b), at.offset(b + 1), b);
        }
        return lanes;
    }

    /** Each lane's state at each of its outputs. */
    static Matrix spread(Matrix states, int[] lanes) {
        Matrix spread = Matrix.zeros(states.features(), lanes.length);
        for (int f = 0; f < states.features(); f++) {
            double[] from = states.row(f);
            double[] to = spread.row(f);
            for (int k = 0; k < lanes.length; k++) {
                to[k] = from[lanes[k]];
            }
        }
        return spread;
    }

    /** The pullback of {@link #spread}. */
    static void gather(Matrix spread, int[] lanes, Matrix into) {
        for (int f = 0; f < into.features(); f++) {
            double[] from = spread.row(f);
            double[] to = into.row(f);
            for (int k = 0; k < lanes.length; k++) {
                to[lanes[k]] += from[k];
            }
        }
    }

    private record Mapped(DifferentiableMap.Pass pass, int[] lanes, Matrix[] in, Matrix outputs) implements Path {

        /** What the map read is not read again: its place takes the adjoint. */
        @Override
        public void backward(Matrix outputAdjoints, Matrix stateAdjoints, double[] gradient) {
            Matrix[] each = {in[0]};
            pass.pullback(lanes.length, in, new Matrix[] {outputAdjoints}, each, gradient);
            gather(each[0], lanes, stateAdjoints);
        }
    }
}
