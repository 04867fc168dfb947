package dev.tidepath.language;

/**
 * The size of a {@link TransformerTrunk}.
 *
 * @param positions positions of a sequence, positive
 * @param open index of the first open position, which sees those before the first open one and itself; {@code positions} if there
 *     is none
 * @param width features of a position, a multiple of the heads
 * @param heads heads of the attention, positive
 * @param hidden features of the perceptron's hidden layer, positive
 * @param layers layers of the network in layers; knots of the weights and length of the depth of the continuous one, positive
 */
public record TrunkShape(int positions, int open, int width, int heads, int hidden, int layers) {

    /**
     * Checks the ranges.
     *
     * @param positions see the component
     * @param open see the component
     * @param width see the component
     * @param heads see the component
     * @param hidden see the component
     * @param layers see the component
     */
    public TrunkShape {
        requireSizes(positions, width, heads, hidden, layers);
        requirePositive("index of the first open position", open);
        if (open > positions) {
            throw new IllegalArgumentException("open from " + open + " on, of " + positions + " positions");
        }
    }

    static void requireSizes(int positions, int width, int heads, int hidden, int layers) {
        requirePositive("positions", positions);
        requirePositive("width", width);
        requirePositive("heads", heads);
        requirePositive("hidden", hidden);
        requirePositive("layers", layers);
        if (width % heads != 0) {
            throw new IllegalArgumentException("a width of " + width + " cannot be cut into " + heads + " heads");
        }
    }

    static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be positive: " + value);
        }
    }

    /**
     * Rows of a state.
     *
     * @return positions × width
     */
    public int stateSize() {
        return positions * width;
    }
}
