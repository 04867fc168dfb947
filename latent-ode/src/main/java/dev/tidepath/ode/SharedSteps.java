package dev.tidepath.ode;

import java.util.Optional;

/**
 * One sequence of steps for a whole batch, as torchdiffeq and diffrax without {@code vmap} take it: the error is the root
 * mean square over all samples and features. An option for speed, where samples are alike: steps are accepted or
 * rejected together.
 *
 * <p>The price: a sample's result depends on its neighbours and its error is not controlled by itself; all samples must
 * have the same interval and the same stops; and where errors are controlled, a sample that becomes infinite or NaN on the
 * way ends the solve of all (one whose initial state or slope is not finite is left out).
 *
 * @param controller chooses the steps by the common error
 */
public record SharedSteps(StepController controller) implements StepController {

    @Override
    public Optional<ErrorNorm> norm() {
        return controller.norm();
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public StepControl newControl(int batch, int errorOrder) {
        return controller.newControl(batch, errorOrder);
    }
}
