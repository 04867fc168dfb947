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
            for (int f = 0; f < size; f++) {
                double[] from = flown.outputs().row(f);
                for (int k = 0; k < leg.columns().length; k++) {
                    if (leg.columns()[k] >= 0) {
                        walk.passed.row(f)[leg.columns()[k]] = from[k];
                    }
                }
                for (int b = 0; b < leg.arrivals(); b++) {
                    arrived.row(f)[b] = from[leg.arrival(b)];
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
        Matrix later = Matrix.zeros(size, 0);
        for (int s = flows.size() - 1; s >= 0; s--) {
            Itinerary.Leg leg = way.legs().get(s);
            Matrix arrived = Matrix.zeros(size, leg.arrivals());
            if (leg.arrivals() > 0) {
                joining.add(s + 1, later);
                jumps.get(s).backward(later, arrived, gradient);
            }
            Matrix flown = Matrix.zeros(size, leg.at().total());
            for (int f = 0; f < size; f++) {
                double[] to = flown.row(f);
                for (int k = 0; k < leg.columns().length; k++) {
                    if (leg.columns()[k] >= 0) {
                        to[k] = ofPassed.get(f, leg.columns()[k]);
                    }
                }
                for (int b = 0; b < leg.arrivals(); b++) {
                    to[leg.arrival(b)] = arrived.get(f, b);
                }
            }
            later = Matrix.zeros(size, leg.at().batch());
            flows.get(s).backward(flown, later, gradient);
        }
        return later;
    }
}
