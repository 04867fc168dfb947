package dev.tidepath.latent;

import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * States that go along an {@link Itinerary}, with a flow on each leg and a jump at each observation, and the way back.
 *
 * @param way the legs
 * @param flows one a leg
 * @param jumps one a leg but the last; its outputs are the states after as many observations, by lane
 * @param passed the states at all targets
 */
record Walk(Itinerary way, List<Transition.Path> flows, List<Transition.Path> jumps, Matrix passed) {

    /** Takes states, one a lane, along the way. */
    static Walk along(Itinerary way, Matrix start, Transition.Run flow, Transition.Run jump) {
        int size = start.features();
        Walk walk = new Walk(way, new ArrayList<>(), new ArrayList<>(), Matrix.zeros(size, way.targets()));
        Matrix states = start;
        for (Itinerary.Leg leg : way.legs()) {
            Transition.Path flown = flow.apply(states, leg.at(), leg.passed());
            walk.flows.add(flown);
            Matrix arrived = Matrix.zeros(size, leg.arrivals());
            int[] columns = leg.columns();
            for (int f = 0; f < size; f++) {
                double[] from = flown.outputs().row(f);
                double[] target = walk.passed.row(f);
                double[] lane = arrived.row(f);
                int b = 0;
                for (int k = 0; k < columns.length; k++) {
                    if (columns[k] >= 0) {
                        target[columns[k]] = from[k];
                    } else {
                        lane[b++] = from[k];
                    }
                }
            }
            if (leg.arrivals() > 0) {
                Transition.Path jumped = jump.apply(arrived, SaveAt.end(leg.arrivals(), 0, 1), leg.observed());
                walk.jumps.add(jumped);
                states = jumped.outputs();
            }
        }
        return walk;
    }

    /** Adjoints that join on the way back. */
    @FunctionalInterface
    interface Joining {

        /**
         * Adds to the adjoints of the states after so many observations.
         *
         * @param observations read by then, positive
         * @param bars by lane
         */
        void add(int observations, Matrix bars);
    }

    /**
     * The pullback.
     *
     * @param ofPassed adjoints of the states at all targets
     * @param joining what joins on the way
     * @param gradient where the gradient by the parameters is added
     * @return adjoints of the states at the start, by lane
     */
    Matrix back(Matrix ofPassed, Joining joining, double[] gradient) {
        int size = passed.features();
        Matrix later = Matrix.zeros(size, way.windows().length);
        Matrix arrived = Matrix.zeros(size, way.windows().length);
        Matrix flown = Matrix.zeros(size, way.widest());
        for (int s = flows.size() - 1; s >= 0; s--) {
            Itinerary.Leg leg = way.legs().get(s);
            arrived.resize(leg.arrivals());
            if (leg.arrivals() > 0) {
                arrived.clear();
                joining.add(s + 1, later);
                jumps.get(s).backward(later, arrived, gradient);
            }
            flown.resize(leg.at().total());
            int[] columns = leg.columns();
            for (int f = 0; f < size; f++) {
                double[] to = flown.row(f);
                double[] target = ofPassed.row(f);
                double[] lane = arrived.row(f);
                int b = 0;
                for (int k = 0; k < columns.length; k++) {
                    to[k] = columns[k] >= 0 ? target[columns[k]] : lane[b++];
                }
            }
            later.resize(leg.at().batch());
            later.clear();
            flows.get(s).backward(flown, later, gradient);
        }
        return later;
    }
}
