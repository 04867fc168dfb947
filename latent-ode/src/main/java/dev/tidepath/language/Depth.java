package dev.tidepath.language;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import java.util.List;

/** How a {@link Transformer} goes from the embedding to its last state. */
public sealed interface Depth {

    /** Layer by layer, {@code h ← h + F(h; θ_k)}, with back-propagation that keeps every layer: the discrete transformer. */
    record Layers() implements Depth {}

    /**
     * By an ordinary differential equation, {@code dh/dt = F(h; θ(t))} from 0 to the number of layers.
     *
     * @param solvers how it is solved; more than one take turns from iteration to iteration of a training, the first alone is
     *     used otherwise. Their steps must be fixed or shared
     * @param adjoint how solves are differentiated
     */
    record Continuous(List<OdeSolver> solvers, Adjoint adjoint) implements Depth {

        /**
         * Checks that there is a solver.
         *
         * @param solvers see the component
         * @param adjoint see the component
         */
        public Continuous {
            solvers = List.copyOf(solvers);
            if (solvers.isEmpty()) {
                throw new IllegalArgumentException("a continuous depth needs a solver");
            }
        }

        /**
         * Solved in one way.
         *
         * @param solver see the component
         * @param adjoint see the component
         */
        public Continuous(OdeSolver solver, Adjoint adjoint) {
            this(List.of(solver), adjoint);
        }

        OdeSolver solver(int iteration) {
            return solvers.get(iteration % solvers.size());
        }
    }
}
