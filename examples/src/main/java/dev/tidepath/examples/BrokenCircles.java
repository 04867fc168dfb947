package dev.tidepath.examples;

import dev.tidepath.tensor.Matrix;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks on circles in the ring for points that a classifier takes to be of the disc. What it takes to be of the disc may reach
 * outwards by a corridor that is narrower than any grid, so a circle is divided further where its image is stretched most.
 */
final class BrokenCircles {

    private static final int CIRCLES = 10;
    private static final int ANGLES = 200;
    private static final int ROUNDS = 8;
    private static final int PARTS = 32;

    private final CircleStudy study;

    BrokenCircles(CircleStudy study) {
        this.study = study;
    }

    /** The share of circles with such a point. */
    double share() {
        int broken = 0;
        for (int c = 0; c < CIRCLES; c++) {
            double width = NestedPoints.EDGE - NestedPoints.RING;
            broken += isBroken(NestedPoints.RING + width * (c + 0.5) / CIRCLES) ? 1 : 0;
        }
        return (double) broken / CIRCLES;
    }

    private boolean isBroken(double radius) {
        Arc arc = new Arc(radius);
        boolean found = arc.add(0, 2 * StrictMath.PI, ANGLES);
        for (int round = 0; round < ROUNDS && !found; round++) {
            double[] widest = arc.widest();
            found = arc.add(widest[0], widest[1], PARTS);
        }
        return found;
    }

    /** Where points of a circle end, by their angles. */
    private final class Arc {

        private final double radius;
        private final TreeMap<Double, double[]> ends = new TreeMap<>();

        Arc(double radius) {
            this.radius = radius;
        }

        /** Adds both ends of an arc and what divides it; says whether one of them is taken to be of the disc. */
        boolean add(double from, double to, int parts) {
            Matrix points = Matrix.zeros(2, parts + 1);
            double[] angles = new double[parts + 1];
            for (int i = 0; i <= parts; i++) {
                angles[i] = from + (to - from) * i / parts;
                points.set(0, i, radius * StrictMath.cos(angles[i]));
                points.set(1, i, radius * StrictMath.sin(angles[i]));
            }
            Matrix states = study.paths(points, 1);
            double[] scores = study.scoresOfEnds(states);
            boolean found = false;
            for (int i = 0; i <= parts; i++) {
                ends.put(angles[i], states.sample(i));
                found |= scores[i] < 0;
            }
            return found;
        }

        /** The neighbours whose ends are farthest apart. */
        double[] widest() {
            double[] widest = new double[2];
            double most = -1;
            Map.Entry<Double, double[]> before = ends.firstEntry();
            for (Map.Entry<Double, double[]> next :
                    ends.tailMap(before.getKey(), false).entrySet()) {
                double squares = 0;
                for (int f = 0; f < next.getValue().length; f++) {
                    double d = next.getValue()[f] - before.getValue()[f];
                    squares += d * d;
                }
                if (squares > most) {
                    most = squares;
                    widest = new double[] {before.getKey(), next.getKey()};
                }
                before = next;
            }
            return widest;
        }
    }
}
