package dev.tidepath.benchmarks;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.BacksolveAdjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import java.util.List;
import java.util.function.Function;

/**
 * A way to differentiate, by the name it has in the output.
 *
 * @param adjoint made for the solver of the way forward, and back if that is solved
 */
record GradientStrategy(String name, Function<OdeSolver, Adjoint> adjoint) {

    static final GradientStrategy CHECKPOINTED =
            new GradientStrategy("checkpointed", solver -> CheckpointedAdjoint.standard());

    static final GradientStrategy BACKSOLVE = new GradientStrategy("backsolve", BacksolveAdjoint::new);

    static final GradientStrategy FULL_MEMORY =
            new GradientStrategy("full_memory", solver -> CheckpointedAdjoint.fullMemory());

    static final List<GradientStrategy> ALL = List.of(CHECKPOINTED, BACKSOLVE, FULL_MEMORY);
}
