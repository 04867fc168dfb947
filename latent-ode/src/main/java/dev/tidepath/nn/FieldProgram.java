package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Program;
import dev.tidepath.autodiff.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recorded vector field {@code dy/dt = f(t, y, context; θ)} with its derivatives; immutable, shared by threads.
 * {@link #bind} gives a thread its {@link NeuralField}.
 */
public final class FieldProgram {

    /** Records the field's right-hand side. */
    @FunctionalInterface
    public interface Definition {

        /**
         * Records the right-hand side.
         *
         * @param g graph
         * @param t batched, one row: each sample's own time
         * @param y batched: the state
         * @param context batched: the samples' context features; {@code null} if there is none
         * @return batched: the rate, as many rows as the state
         */
        Var rate(Graph g, Var t, Var y, @Nullable Var context);

        /**
         * The derivative along itself, {@code (∂f/∂y) f}: of a diffusion it is what Milstein's methods and a change from Itô to
         * Stratonovich need.
         *
         * @return another definition, recorded with it by a Jacobian–vector product
         */
        default Definition alongItself() {
            return (g, t, y, context) -> {
                Var rate = rate(g, t, y, context);
                return g.jvp(Map.of(y, rate), List.of(rate)).get(0);
            };
        }

        /**
         * The field with integrals along its paths, {@code d(z, q)/dt = (f, ℓ₁, …, ℓₖ)}: one more feature each, whose values do
         * not matter to the others. An estimator's noise, {@link Trace#noiseSize} rows, comes last in the context.
         *
         * @param size features of z
         * @param trace how traces of the Jacobian are recorded, if an integrand asks for one
         * @param integrands what is added up
         * @return another definition, of a state of {@code size + integrands.size()} features
         */
        default Definition integrating(int size, Trace trace, List<Integrand> integrands) {
            return (g, t, y, context) -> {
                int noise = trace.noiseSize(size);
                int own = context == null ? 0 : context.rows() - noise;
                Var seen = context == null || own == 0 ? null : g.slice(context, 0, own);
                Var signs = context == null || noise == 0 ? null : g.slice(context, own, context.rows());
                Var z = g.slice(y, 0, size);
                Motion motion = new Motion(g, t, z, seen, rate(g, t, z, seen), trace, signs);
                List<Var> rows = new ArrayList<>(List.of(motion.rate()));
                integrands.forEach(integrand -> rows.add(integrand.rate(motion)));
                return g.concat(rows);
            };
        }
    }

    /** A program, the rate and the values to give before a run; adjoint or tangents are absent in a plain evaluation. */
    record Part(
            Program program,
            Var rate,
            Var t,
            Var y,
            @Nullable Var context,
            @Nullable Var adjoint,
            List<Var> tangents,
            List<Parameters.Block> blocks) {}

    private final Parameters layout;
    private final int stateSize;
    private final int contextSize;
    private final Part value;
    private final Part stateVjp;
    private final Part parameterVjp;
    private final Part fullVjp;
    private final Part stateLinear;
    private final Part fullLinear;
    private final Part jvp;

    /**
     * Records a field and its derivatives.
     *
     * @param parameters layout the field's blocks belong to, complete before the field is bound
     * @param blocks the blocks the field reads
     * @param stateSize features of the state
     * @param contextSize features of the context, zero for none
     * @param definition the right-hand side
     */
    public FieldProgram(
            Parameters parameters,
            List<Parameters.Block> blocks,
            int stateSize,
            int contextSize,
            Definition definition) {
        this.layout = parameters;
        this.stateSize = stateSize;
        this.contextSize = contextSize;
        this.value = value(definition);
        this.stateVjp = vjp(definition, false, true, List.of());
        this.parameterVjp = vjp(definition, false, false, blocks);
        this.fullVjp = vjp(definition, false, true, blocks);
        this.stateLinear = vjp(definition, true, true, List.of());
        this.fullLinear = vjp(definition, true, true, blocks);
        this.jvp = jvp(definition, blocks);
    }

    private Part value(Definition definition) {
        Recording r = new Recording(definition);
        return new Part(r.g.compile(r.rate), r.rate, r.t, r.y, r.context, null, List.of(), List.of());
    }

    /** Outputs: the rate, state, time and context adjoints, as far as asked for, then one gradient a block. */
    private Part vjp(Definition definition, boolean withRate, boolean ofState, List<Parameters.Block> blocks) {
        Recording r = new Recording(definition);
        Var adjoint = r.g.input(stateSize);
        List<Var> wrt = new ArrayList<>();
        if (ofState) {
            wrt.add(r.y);
            wrt.add(r.t);
            if (r.context != null) {
                wrt.add(r.context);
            }
        }
        blocks.forEach(block -> wrt.add(r.g.parameter(block)));
        List<Var> outputs = new ArrayList<>();
        if (withRate) {
            outputs.add(r.rate);
        }
        for (Var v : r.g.vjp(List.of(r.rate), List.of(adjoint), wrt)) {
            outputs.add(Objects.requireNonNull(v, "a block of the field is not used by it"));
        }
        return new Part(r.g.compile(outputs), r.rate, r.t, r.y, r.context, adjoint, List.of(), blocks);
    }

    private Part jvp(Definition definition, List<Parameters.Block> blocks) {
        Recording r = new Recording(definition);
        Map<Var, Var> tangents = new HashMap<>();
        List<Var> inputs = new ArrayList<>();
        inputs.add(r.g.input(stateSize));
        inputs.add(r.g.input(1));
        tangents.put(r.y, inputs.get(0));
        tangents.put(r.t, inputs.get(1));
        if (r.context != null) {
            inputs.add(r.g.input(contextSize));
            tangents.put(r.context, inputs.get(2));
        }
        for (Parameters.Block block : blocks) {
            tangents.put(r.g.parameter(block), r.g.parameterTangent(block));
        }
        Var pushed = r.g.jvp(tangents, List.of(r.rate)).get(0);
        return new Part(r.g.compile(pushed), r.rate, r.t, r.y, r.context, null, inputs, blocks);
    }

    /** One recording of the right-hand side. */
    private final class Recording {
        private final Graph g = new Graph();
        private final Var t = g.input(1);
        private final Var y = g.input(stateSize);
        private final @Nullable Var context = contextSize == 0 ? null : g.input(contextSize);
        private final Var rate;

        Recording(Definition definition) {
            rate = definition.rate(g, t, y, context);
            if (rate.rows() != stateSize) {
                throw new IllegalArgumentException(
                        "a field of " + stateSize + " features returned a rate of " + rate.rows());
            }
        }
    }

    /**
     * Creates a field for one thread.
     *
     * @param parameters flat vector; not copied, read at every call
     * @param capacity the most samples of a call
     * @return the field
     */
    public NeuralField bind(double[] parameters, int capacity) {
        return new NeuralField(this, parameters, capacity);
    }

    int parameterCount() {
        return layout.size();
    }

    /**
     * Rows of the state.
     *
     * @return positive
     */
    public int stateSize() {
        return stateSize;
    }

    Part value() {
        return value;
    }

    Part stateVjp() {
        return stateVjp;
    }

    Part parameterVjp() {
        return parameterVjp;
    }

    Part fullVjp() {
        return fullVjp;
    }

    Part linear(boolean ofParameters) {
        return ofParameters ? fullLinear : stateLinear;
    }

    Part jvp() {
        return jvp;
    }
}
