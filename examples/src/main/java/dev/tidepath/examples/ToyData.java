package dev.tidepath.examples;

import dev.tidepath.flow.Batches;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/**
 * The densities that flows are shown on, drawn as FFJORD draws them (Grathwohl et al. 2019, arXiv:1810.01367).
 *
 * @param label what it is called
 * @param lowest the differential entropy in nats: no model's expected negative log-likelihood is lower
 * @param allowed by how many nats a flow may be worse
 * @param density the density
 */
record ToyData(String label, double lowest, double allowed, PlaneDensity density) {

    static final ToyData MOONS = curves("two moons", 2.389, new SmearedCurves(2, ToyData::moon, 0.2, 400));
    static final ToyData CIRCLES =
            curves("circles", 3.264, new SmearedCurves(2, (i, u) -> circle(3 - 1.5 * i, u), 0.24, 400));
    static final ToyData EIGHT_GAUSSIANS =
            curves("eight Gaussians", 2.836, new SmearedCurves(8, ToyData::corner, 0.5 / 1.414, 1));
    static final List<ToyData> ALL = List.of(
            MOONS,
            CIRCLES,
            EIGHT_GAUSSIANS,
            new ToyData("checkerboard", 3.466, 0.2, new Checkerboard()),
            curves("rings", 2.624, new SmearedCurves(4, (i, u) -> circle(0.75 * (4 - i), u), 0.08, 800)),
            curves("swiss roll", 2.662, new SmearedCurves(1, (i, u) -> roll(u), 0.2, 1000)),
            new ToyData("pinwheel", 2.324, 0.1, new Pinwheel()));

    private static ToyData curves(String label, double lowest, SmearedCurves curves) {
        return new ToyData(label, lowest, 0.1, curves);
    }

    /** So many points. */
    Matrix points(RandomKey key, int count) {
        Matrix points = Matrix.zeros(2, count);
        draw(key, points);
        return points;
    }

    /** New points for every iteration and chunk. */
    Batches batches(RandomKey key, int chunks, int size) {
        return new Batches(
                chunks,
                size,
                (iteration, chunk, into) -> draw(key.derive(iteration).derive(chunk), into));
    }

    private void draw(RandomKey key, Matrix into) {
        for (int b = 0; b < into.batch(); b++) {
            double[] p = density.draw(key.derive(b));
            into.set(0, b, p[0]);
            into.set(1, b, p[1]);
        }
    }

    private static double[] circle(double radius, double u) {
        double angle = 2 * StrictMath.PI * u;
        return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
    }

    private static double[] moon(int which, double u) {
        double x = StrictMath.cos(StrictMath.PI * u);
        double y = StrictMath.sin(StrictMath.PI * u);
        return which == 0 ? new double[] {2 * x - 1, 2 * y - 0.2} : new double[] {2 * (1 - x) - 1, 2 * (0.5 - y) - 0.2};
    }

    private static double[] corner(int which, double u) {
        return circle(4 / 1.414, which / 8.0);
    }

    private static double[] roll(double u) {
        double t = 1.5 * StrictMath.PI * (1 + 2 * u);
        return new double[] {t * StrictMath.cos(t) / 5, t * StrictMath.sin(t) / 5};
    }
}
