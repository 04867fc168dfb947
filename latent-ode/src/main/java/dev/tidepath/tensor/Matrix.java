package dev.tidepath.tensor;

import java.util.Arrays;

/**
 * A dense matrix of {@code features × batch} doubles with the batch contiguous: one {@code double[]} a feature, one
 * lane a sample.
 *
 * <p>Rows are padded to a multiple of {@value #LANES} lanes so that kernels run whole vectors. The padding lanes of a
 * matrix handed from one component to another are zero. The batch can shrink and grow within the capacity it was
 * created with ({@link #resize(int)}), which keeps the row arrays. A matrix checks shapes and does no algorithms;
 * arithmetic lives in {@code dev.tidepath.tensor.kernel}.
 *
 * <p>Not thread-safe.
 */
public final class Matrix {

    /** Rows are padded to a multiple of this many lanes. */
    public static final int LANES = 16;

    private final double[][] rows;
    private final int capacity;
    private int batch;

    private Matrix(double[][] rows, int capacity, int batch) {
        this.rows = rows;
        this.capacity = capacity;
        this.batch = batch;
    }

    /**
     * Creates a matrix of zeros.
     *
     * @param features number of rows, zero or more
     * @param batch number of samples, zero or more; also the initial batch
     * @return a new matrix
     */
    public static Matrix zeros(int features, int batch) {
        if (features < 0 || batch < 0) {
            throw new IllegalArgumentException("features and batch must not be negative: " + features + " × " + batch);
        }
        return new Matrix(new double[features][padded(batch)], padded(batch), batch);
    }

    /**
     * Creates a matrix from the samples' states.
     *
     * @param samples one array a sample, all of one length
     * @return a new matrix of {@code samples[0].length × samples.length}
     */
    public static Matrix ofSamples(double[]... samples) {
        Matrix m = zeros(samples.length == 0 ? 0 : samples[0].length, samples.length);
        for (int b = 0; b < samples.length; b++) {
            if (samples[b].length != m.features()) {
                throw new ShapeException("sample " + b, m.features(), samples[b].length);
            }
            for (int f = 0; f < samples[b].length; f++) {
                m.rows[f][b] = samples[b][f];
            }
        }
        return m;
    }

    /**
     * A matrix over rows that exist already; changes write through in both directions.
     *
     * @param rows one array a feature, each at least {@code padded(batch)} long; not copied
     * @param batch number of samples, also the most it can be resized to, rounded up to whole vectors
     * @return a view
     */
    public static Matrix ofRows(double[][] rows, int batch) {
        for (double[] row : rows) {
            if (row.length < padded(batch)) {
                throw new ShapeException("lanes of a row", padded(batch), row.length);
            }
        }
        return new Matrix(rows, padded(batch), batch);
    }

    /**
     * Rounds a batch up to whole vectors.
     *
     * @param batch number of samples
     * @return the least multiple of {@value #LANES} that is at least {@code batch}
     */
    public static int padded(int batch) {
        return (batch + LANES - 1) / LANES * LANES;
    }

    /**
     * Number of rows.
     *
     * @return features
     */
    public int features() {
        return rows.length;
    }

    /**
     * Number of samples in use.
     *
     * @return the batch
     */
    public int batch() {
        return batch;
    }

    /**
     * Number of lanes kernels run over: the batch rounded up to whole vectors.
     *
     * @return a multiple of {@value #LANES}
     */
    public int lanes() {
        return padded(batch);
    }

    /**
     * The storage of one feature, padding included; changes write through.
     *
     * @param feature row index
     * @return the row itself, at least {@link #lanes()} long
     */
    public double[] row(int feature) {
        return rows[feature];
    }

    /**
     * All rows; changes write through.
     *
     * @return the array of rows itself
     */
    public double[][] rows() {
        return rows;
    }

    /**
     * One value.
     *
     * @param feature row index
     * @param sample lane index
     * @return the value
     */
    public double get(int feature, int sample) {
        return rows[feature][sample];
    }

    /**
     * Sets one value.
     *
     * @param feature row index
     * @param sample lane index, below {@link #batch()}
     * @param value the new value
     */
    public void set(int feature, int sample, double value) {
        rows[feature][sample] = value;
    }

    /**
     * Copies one sample's values out.
     *
     * @param sample lane index
     * @return a new array of {@link #features()} values
     */
    public double[] sample(int sample) {
        double[] values = new double[rows.length];
        for (int f = 0; f < rows.length; f++) {
            values[f] = rows[f][sample];
        }
        return values;
    }

    /**
     * Copies some neighbouring samples out.
     *
     * @param from first lane
     * @param to lane after the last
     * @return a new matrix of {@link #features()} × {@code to − from}
     */
    public Matrix slice(int from, int to) {
        Matrix part = zeros(rows.length, to - from);
        for (int f = 0; f < rows.length; f++) {
            System.arraycopy(rows[f], from, part.rows[f], 0, to - from);
        }
        return part;
    }

    /**
     * Copies a matrix of as many features into neighbouring samples.
     *
     * @param part samples to copy
     * @param from first lane to overwrite
     */
    public void paste(Matrix part, int from) {
        requireShape("part", part, rows.length, part.batch);
        for (int f = 0; f < rows.length; f++) {
            System.arraycopy(part.rows[f], 0, rows[f], from, part.batch);
        }
    }

    /** Sets every lane, padding included, to zero. */
    public void clear() {
        for (double[] row : rows) {
            Arrays.fill(row, 0.0);
        }
    }

    /**
     * Sets the padding lanes to zero, as the contract between components asks.
     */
    public void clearPadding() {
        for (double[] row : rows) {
            Arrays.fill(row, batch, capacity, 0.0);
        }
    }

    /**
     * Copies another matrix of the same shape into this one.
     *
     * @param source not modified
     * @throws ShapeException if features or batch differ
     */
    public void copyFrom(Matrix source) {
        requireShape("source", source, rows.length, batch);
        for (int f = 0; f < rows.length; f++) {
            System.arraycopy(source.rows[f], 0, rows[f], 0, lanes());
        }
    }

    /**
     * Changes the number of samples in use within the capacity; lanes beyond it become zero.
     *
     * @param newBatch between zero and the batch at creation, rounded up to whole vectors
     * @throws ShapeException if the capacity does not suffice
     */
    public void resize(int newBatch) {
        if (newBatch < 0 || newBatch > capacity) {
            throw new ShapeException("batch within the capacity", capacity, newBatch);
        }
        batch = newBatch;
        clearPadding();
    }

    /**
     * Checks a shape.
     *
     * @param what what the matrix is, for the message
     * @param m matrix to check
     * @param features expected rows
     * @param batch expected samples
     * @throws ShapeException with both values in the text if they differ
     */
    public static void requireShape(String what, Matrix m, int features, int batch) {
        if (m.features() != features) {
            throw new ShapeException(what + " (features)", features, m.features());
        }
        if (m.batch() != batch) {
            throw new ShapeException(what + " (batch)", batch, m.batch());
        }
    }

    @Override
    public String toString() {
        return "Matrix[" + rows.length + " × " + batch + "]";
    }
}
