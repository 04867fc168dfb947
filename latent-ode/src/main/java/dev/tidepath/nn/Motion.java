package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import org.jspecify.annotations.Nullable;

/** A state on its way, while its field is being recorded: what an {@link Integrand} can be a function of. */
public final class Motion {

    private final Graph g;
    private final Var t;
    private final Var z;
    private final @Nullable Var context;
    private final Var rate;
    private final Trace trace;
    private final @Nullable Var noise;
    private Trace.@Nullable Products products;

    Motion(Graph g, Var t, Var z, @Nullable Var context, Var rate, Trace trace, @Nullable Var noise) {
        this.g = g;
        this.t = t;
        this.z = z;
        this.context = context;
        this.rate = rate;
        this.trace = trace;
        this.noise = noise;
    }

    /**
     * The graph to record in.
     *
     * @return the field's own
     */
    public Graph graph() {
        return g;
    }

    /**
     * Time.
     *
     * @return batched, one row
     */
    public Var time() {
        return t;
    }

    /**
     * State.
     *
     * @return batched
     */
    public Var state() {
        return z;
    }

    /**
     * What the field reads besides.
     *
     * @return batched, without the noise of an estimator; {@code null} if there is nothing
     */
    public @Nullable Var context() {
        return context;
    }

    /**
     * The field's value.
     *
     * @return batched, as many rows as the state
     */
    public Var rate() {
        return rate;
    }

    /** Jacobian–vector products, recorded once for all who ask. */
    Trace.Products products() {
        Trace.Products known = products;
        if (known == null) {
            known = trace.of(g, z, rate, noise);
            products = known;
        }
        return known;
    }
}
