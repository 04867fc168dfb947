package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;

/** A density on the plane that can be drawn from and is known. */
interface PlaneDensity {

    /** Draws a point, a function of the key. */
    double[] draw(RandomKey key);

    /** The log-density, in nats; minus infinity where it is zero. */
    double log(double x, double y);
}
