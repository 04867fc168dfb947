package dev.tidepath.image;

/**
 * How well images are classified.
 *
 * @param images how many
 * @param errors for how many another class than their own is the most probable
 * @param crossEntropy mean negative log-probability of the own class, in nats
 * @param effort evaluations of the block
 */
public record Score(int images, int errors, double crossEntropy, Effort effort) {

    /**
     * The share of images classified wrongly.
     *
     * @return from 0 to 1
     */
    public double errorRate() {
        return (double) errors / images;
    }
}
