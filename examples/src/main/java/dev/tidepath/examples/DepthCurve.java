package dev.tidepath.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * Points of a curve.
 *
 * @param name what it is of
 * @param colour in SVG
 * @param x abscissae
 * @param y ordinates
 */
record DepthCurve(String name, String colour, List<Double> x, List<Double> y) {

    DepthCurve(String name, String colour) {
        this(name, colour, new ArrayList<>(), new ArrayList<>());
    }

    void add(double atX, double atY) {
        x.add(atX);
        y.add(atY);
    }

    /** The same height from one end to the other. */
    static DepthCurve level(String name, String colour, double from, double to, double height) {
        return new DepthCurve(name, colour, List.of(from, to), List.of(height, height));
    }
}
