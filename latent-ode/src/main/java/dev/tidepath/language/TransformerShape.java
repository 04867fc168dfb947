package dev.tidepath.language;

/**
 * The size of a transformer.
 *
 * @param tokens how many different tokens there are, at least 2
 * @param positions tokens of a window that are predicted, positive
 * @param reach how many tokens, the current one among them, enter the state of a position before any attention, positive
 * @param width features of a position, a multiple of the heads
 * @param heads heads of the attention, positive
 * @param hidden features of the perceptron's hidden layer, positive
 * @param layers layers of the network in layers; knots of the weights and length of the depth of the continuous one, positive
 */
public record TransformerShape(int tokens, int positions, int reach, int width, int heads, int hidden, int layers) {

    /**
     * Checks the ranges.
     *
     * @param tokens see the component
     * @param positions see the component
     * @param reach see the component
     * @param width see the component
     * @param heads see the component
     * @param hidden see the component
     * @param layers see the component
     */
    public TransformerShape {
        if (tokens < 2) {
            throw new IllegalArgumentException("there must be at least 2 tokens: " + tokens);
        }
        TrunkShape.requirePositive("reach", reach);
        TrunkShape.requireSizes(positions, width, heads, hidden, layers);
    }

    /** The size of what is between the tokens it reads and those it foretells. */
    TrunkShape trunk() {
        return new TrunkShape(positions, positions, width, heads, hidden, layers);
    }

    /**
     * Tokens of a window: those that are read, and the one after the last.
     *
     * @return positions + reach
     */
    public int windowLength() {
        return positions + reach;
    }

    /** Rows of the state: positions × width. */
    int stateSize() {
        return trunk().stateSize();
    }
}
