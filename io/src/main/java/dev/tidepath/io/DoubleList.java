package dev.tidepath.io;

import java.util.Arrays;

/** A growing array of {@code double}. */
final class DoubleList {

    private double[] items = new double[64];
    private int size;

    void add(double item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, items.length + (items.length >> 1));
        }
        items[size++] = item;
    }

    double get(int i) {
        return items[i];
    }

    int size() {
        return size;
    }
}
