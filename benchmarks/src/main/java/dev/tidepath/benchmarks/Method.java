package dev.tidepath.benchmarks;

import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.Stepper;
import java.util.List;

/** A method that the programs run, by the name it has in their output. */
record Method(String name, Stepper stepper) {

    static final Method DOPRI5 = new Method("dopri5", ExplicitRungeKutta.dopri5());

    static final Method TSIT5 = new Method("tsit5", ExplicitRungeKutta.tsit5());

    static final List<Method> ALL = List.of(TSIT5, DOPRI5);
}
