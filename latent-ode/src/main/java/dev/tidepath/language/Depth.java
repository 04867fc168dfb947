package dev.tidepath.language;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import java.util.List;

/** How a {@link Transformer} goes from the embedding to its last state. */
public sealed interface Depth {

    /** Layer by layer, {@code h ← h + F(h; θ_k)}, with back-propagation that keeps every layer: the discrete transformer. */
    record Layers() implements Depth {}

    /**
     * By an ordinary differential equation, {@code dh/dt = F(h; θ(t))} from 0 to the number of layers. A training may begin with
     * rough steps, which are cheap, and go on to finer ones; what is scored or drawn is solved as in the last stage.
     *
     * @param stages how it is solved from which iteration of a training on, the first from 0, ascending. Steps must be fixed or
     *     shared
     * @param adjoint how solves are differentiated
     */
    record Continuous(List<Stage> stages, Adjoint adjoint) implements Depth {

        /**
         * Checks that the stages follow one another.
         *
         * @param stages see the component
         * @param adjoint see the component
         */
        public Continuous {
            stages = List.copyOf(stages);
            for (int i = 0; i < stages.size(); i++) {
                if (i == 0
                        ? stages.get(0).from() != 0
                        : stages.get(i).from() <= stages.get(i - 1).from()) {
                    throw new IllegalArgumentException("stages have to begin at 0 and ascend: " + stages);
                }
            }
            if (stages.isEmpty()) {
                throw new IllegalArgumentException("a continuous depth needs a solver");
            }
        }

        /**
         * Solved in one way.
         *
         * @param solver see {@link Stage}
         * @param adjoint see the component
         */
        public Continuous(OdeSolver solver, Adjoint adjoint) {
            this(List.of(new Stage(0, solver)), adjoint);
        }

        OdeSolver solver(int iteration) {
            int at = stages.size() - 1;
            while (stages.get(at).from() > iteration) {
                at--;
            }
            return stages.get(at).solver();
        }

        OdeSolver last() {
            return stages.get(stages.size() - 1).solver();
        }
    }

    /**
     * A stretch of a training.
     *
     * @param from its first iteration
     * @param solver how the depth is solved
     */
    record Stage(int from, OdeSolver solver) {}
}
