package dev.tidepath.latent;

import dev.tidepath.tensor.Matrix;
import java.util.List;

/** A loss of each path besides the likelihood of its values and the divergence of its start; a workspace of one thread. */
interface BoundTerm {

    /**
     * Paths of a chunk, or the adjoints of a loss of them.
     *
     * @param lanes the window of each path
     * @param starts latent features × lanes
     * @param states at the windows' targets, features of the state that is solved × columns, packed lane by lane
     */
    record Paths(List<Window> lanes, Matrix starts, Matrix states) {}

    /** Adds the loss of each lane. */
    void addLosses(Paths paths, double[] losses);

    /** What is lost, in words. */
    String subject();

    /** The time of the target by which the loss of a lane is no longer finite; NaN for a loss that belongs to no time. */
    double breaksAt(Paths paths, int lane);

    /** Adds the adjoints of the losses, each by the weight of its lane. */
    void pullback(Paths paths, double[] weights, Paths adjoints, double[] gradient);
}
