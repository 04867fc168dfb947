package dev.tidepath.latent;

/** Checks of the options' ranges. */
final class Ranges {

    private Ranges() {}

    static void requireAtLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ": " + value);
        }
    }

    static void requireWeight(String what, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
    }

    static void requirePositive(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be positive: " + value);
        }
    }
}
