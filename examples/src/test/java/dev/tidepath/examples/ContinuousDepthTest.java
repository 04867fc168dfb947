package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.language.Depth;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From when on the continuous network is trained with a tolerance. */
class ContinuousDepthTest {

    private static int from(int steps) {
        List<Depth.Stage> stages = ContinuousDepth.stages(steps, 4);
        return new Depth.Continuous(stages, CheckpointedAdjoint.fullMemory())
                .stages()
                .get(1)
                .from();
    }

    @Test
    void aToleranceComesAfterTwoFifthsOfAnyNumberOfSteps() {
        assertEquals(2_400, from(6_000));
        assertEquals(1, from(1));
        assertEquals(1, from(2));
        assertEquals(858_993_458, from(Integer.MAX_VALUE));
    }
}
