package dev.tidepath.latent;

import dev.tidepath.ode.Step;
import dev.tidepath.ode.StepPullback;
import dev.tidepath.ode.Stepper;
import org.jspecify.annotations.Nullable;

/**
 * A method that lends its workspaces again and again instead of making new ones: for one thread, many short solves of one
 * field, and as many walks back, one at a time.
 */
final class LentStepper implements Stepper {

    private final Stepper method;
    private final int features;
    private final int capacity;
    private @Nullable Step step;
    private @Nullable StepPullback pullback;

    /**
     * Lends nothing yet.
     *
     * @param method makes the workspaces
     * @param features rows of the states of those that are lent; others are made anew
     * @param capacity the most samples of a solve
     */
    LentStepper(Stepper method, int features, int capacity) {
        this.method = method;
        this.features = features;
        this.capacity = capacity;
    }

    @Override
    public Step newStep(int rows, int batch) {
        if (rows != features) {
            return method.newStep(rows, batch);
        }
        if (step == null) {
            step = method.newStep(features, capacity);
        }
        step.resize(batch);
        return step;
    }

    @Override
    public StepPullback newPullback(int rows, int batch) {
        if (rows != features) {
            return method.newPullback(rows, batch);
        }
        if (pullback == null) {
            pullback = method.newPullback(features, capacity);
        }
        pullback.resize(batch);
        return pullback;
    }

    @Override
    public int order() {
        return method.order();
    }

    @Override
    public int errorOrder() {
        return method.errorOrder();
    }

    @Override
    public int evaluationsPerAttempt() {
        return method.evaluationsPerAttempt();
    }

    @Override
    public int denseDegree() {
        return method.denseDegree();
    }

    @Override
    public int denseEvaluations() {
        return method.denseEvaluations();
    }

    @Override
    public boolean firstSameAsLast() {
        return method.firstSameAsLast();
    }
}
