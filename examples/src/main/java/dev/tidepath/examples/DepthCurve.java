package dev.tidepath.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve that grows.
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

    /** As it is drawn. */
    PanelPicture.Curve drawn() {
        return new PanelPicture.Curve(
                name,
                colour,
                x.stream().mapToDouble(v -> v).toArray(),
                y.stream().mapToDouble(v -> v).toArray());
    }
}
