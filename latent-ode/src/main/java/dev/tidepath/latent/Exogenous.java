package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the networks of a model see besides the state.
 *
 * @param features of the time
 * @param conditioning of the window
 */
record Exogenous(TimeFeatures features, Conditioning conditioning) {

    static Exogenous of(TimeFeatures features) {
        return new Exogenous(features, Conditioning.none());
    }

    int size() {
        return features.size() + conditioning.size();
    }

    /** What is seen, then the time features, then the conditions if there are any. */
    Var below(Graph g, Var t, @Nullable Var conditions, Var seen) {
        Var timed = features.below(g, t, seen);
        return conditions == null ? timed : g.concat(timed, conditions);
    }

    /** The same where the conditions are the rows after that of the time. */
    Var below(Graph g, Var at, Var seen) {
        return below(g, g.slice(at, 0, 1), conditions(g, at), seen);
    }

    /** Rows of {@code at}. */
    int atSize() {
        return 1 + conditioning.size();
    }

    /** Writes times and conditions of the windows' targets, packed window by window. */
    void tell(List<Window> lanes, Matrix at) {
        int column = 0;
        for (Window window : lanes) {
            Observations targets = window.targets();
            for (int i = 0; i < targets.size(); i++) {
                at.row(0)[column] = targets.time(i);
                conditioning.tell(window, targets.time(i), at, 1, column++);
            }
        }
    }

    @Nullable
    Var conditions(Graph g, Var at) {
        return conditioning.size() == 0 ? null : g.slice(at, 1, atSize());
    }
}
