package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;

/**
 * Five arms: normal points {@code f} around (1, 0), turned by {@code −θₖ − e^(f₀)/4} and doubled. In polar coordinates only the
 * angle changes, by the inverse of {@code φ − e^(r cos φ)/4}; the turn changes areas by {@code 1 + e^(f₀) f₁/4}.
 */
record Pinwheel() implements PlaneDensity {

    private static final int ARMS = 5;
    private static final double RADIAL = 0.3;
    private static final double TANGENTIAL = 0.1;
    private static final double RATE = 0.25;
    private static final int BRACKETS = 64;
    private static final int HALVINGS = 45;

    @Override
    public double[] draw(RandomKey key) {
        double along = 1 + RADIAL * key.gaussian(1);
        double across = TANGENTIAL * key.gaussian(2);
        double turn = arm(key.below(0, ARMS)) + RATE * StrictMath.exp(along);
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        return new double[] {2 * (along * cos + across * sin), 2 * (across * cos - along * sin)};
    }

    private static double arm(int k) {
        return 2 * StrictMath.PI * k / ARMS;
    }

    @Override
    public double log(double x, double y) {
        double r = 0.5 * StrictMath.hypot(x, y);
        double sum = 0;
        for (int k = 0; k < ARMS; k++) {
            sum += arm(r, StrictMath.atan2(y, x) + arm(k));
        }
        return StrictMath.log(sum / (4 * ARMS));
    }

    /** The density of all points of one arm before its turn that come to lie at the radius and the angle. */
    private static double arm(double r, double angle) {
        double sum = 0;
        double step = 2 * StrictMath.PI / BRACKETS;
        for (int i = 0; i < BRACKETS; i++) {
            double low = -StrictMath.PI + i * step;
            double atLow = miss(r, low, angle);
            double atHigh = miss(r, low + step, angle);
            if (atLow <= 0 != atHigh <= 0 && Math.abs(atLow - atHigh) < StrictMath.PI) {
                sum += density(r, root(r, low, step, angle));
            }
        }
        return sum;
    }

    private static double root(double r, double from, double length, double angle) {
        double low = from;
        double half = length;
        boolean below = miss(r, low, angle) <= 0;
        for (int i = 0; i < HALVINGS; i++) {
            half *= 0.5;
            if (miss(r, low + half, angle) <= 0 == below) {
                low += half;
            }
        }
        return low;
    }

    /** From −π to π. */
    private static double miss(double r, double phi, double angle) {
        double d = phi - RATE * StrictMath.exp(r * StrictMath.cos(phi)) - angle;
        return d - 2 * StrictMath.PI * Math.rint(d / (2 * StrictMath.PI));
    }

    private static double density(double r, double phi) {
        double along = r * StrictMath.cos(phi);
        double across = r * StrictMath.sin(phi);
        double u = (along - 1) / RADIAL;
        double v = across / TANGENTIAL;
        double normal = StrictMath.exp(-0.5 * (u * u + v * v)) / (2 * StrictMath.PI * RADIAL * TANGENTIAL);
        return normal / Math.abs(1 + RATE * StrictMath.exp(along) * across);
    }
}
