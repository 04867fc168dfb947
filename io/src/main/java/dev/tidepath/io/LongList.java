package dev.tidepath.io;

import java.util.Arrays;

/** A growing array of {@code long}. */
final class LongList {

    private long[] items = new long[64];
    private int size;

    void add(long item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, items.length + (items.length >> 1));
        }
        items[size++] = item;
    }

    long get(int i) {
        return items[i];
    }

    int size() {
        return size;
    }
}
