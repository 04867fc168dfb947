package dev.tidepath.tensor.kernel;

/**
 * Memory for sums over the batch, {@link Kernels#outerSum}. Not thread-safe. Whichever side vectors run along, every entry
 * is the same chain of fused multiply-adds over ascending blocks and samples.
 */
public abstract class BatchSumScratch {

    BatchSumScratch() {}

    /**
     * Creates the memory.
     *
     * @param batch the most samples
     * @param longer the most rows of the side that has more
     * @param shorter the most rows of the other side
     * @return memory for the kernels in use
     */
    public static BatchSumScratch of(int batch, int longer, int shorter) {
        return Kernels.newBatchSumScratch(batch, longer, shorter);
    }

    /** {@link Kernels#outerSum}. */
    abstract void outerSum(double[][] x, double[][] y, int blocks, double[] into, int offset, int batch);
}
