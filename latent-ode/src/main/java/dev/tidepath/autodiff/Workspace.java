package dev.tidepath.autodiff;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import dev.tidepath.tensor.kernel.BatchSumScratch;
import dev.tidepath.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one thread's runs of a {@link Program}: bind the parameter vector, fill the inputs, run, read the
 * outputs. Not thread-safe.
 */
public final class Workspace {

    static final int PARAMETERS = 0;
    static final int TANGENTS = 1;
    private static final double[][] NO_ROWS = new double[0][];
    private static final double[] NO_ROW = {};

    private final Program program;
    private final Op[] ops;
    private final Var[] vars;
    private final double[][][] rows;
    private final double[][] own;
    private final int[] vectors;
    private final int[] offsets;
    private final double[][] bound = new double[2][0];
    private final BatchSumScratch scratch;
    private final double[][] block;
    private final int capacity;
    private int batch;

    Workspace(Program program, int capacity) {
        this.program = program;
        this.capacity = capacity;
        this.batch = capacity;
        int size = program.graphSize();
        rows = new double[size][][];
        own = new double[size][];
        vectors = new int[size];
        offsets = new int[size];
        Arrays.fill(rows, NO_ROWS);
        Arrays.fill(vectors, -1);
        int lanes = Matrix.padded(capacity);
        List<Op> computing = new ArrayList<>();
        List<Var> computed = new ArrayList<>();
        for (int i = 0; i < program.ops().size(); i++) {
            Op op = program.ops().get(i);
            Var v = program.vars().get(i);
            place(v, op, lanes);
            if (op.computes()) {
                computing.add(op);
                computed.add(v);
            }
        }
        ops = computing.toArray(Op[]::new);
        vars = computed.toArray(Var[]::new);
        scratch = scratch(program, capacity);
        block = new double[program.vars().stream().mapToInt(Var::rows).max().orElse(0)][];
    }

    private static BatchSumScratch scratch(Program program, int capacity) {
        int longer = 0;
        int shorter = 0;
        for (Op op : program.ops()) {
            if (op instanceof LinearOp.OuterSum sum) {
                int x = sum.x().rows() / sum.blocks();
                int y = sum.y().rows() / sum.blocks();
                longer = Math.max(longer, Math.max(x, y));
                shorter = Math.max(shorter, Math.min(x, y));
            }
        }
        return BatchSumScratch.of(longer == 0 ? 0 : capacity, longer, shorter);
    }

    private void place(Var v, Op op, int lanes) {
        if (op instanceof LeafOp.Shared s) {
            vectors[v.id()] = s.vector();
            offsets[v.id()] = s.offset();
        } else if (v.shared()) {
            own[v.id()] = new double[v.rows() * v.columns()];
        } else if (op instanceof ShapeOp.Gather gather) {
            rows[v.id()] = picked(gather.x(), gather.indices(), lanes);
        } else if (op instanceof ShapeOp.ScatterAdd scatter) {
            rows[v.id()] = picked(scatter.x(), scatter.firsts(), lanes);
            for (int r = 0; r < v.rows(); r++) {
                if (scatter.sources()[r].length > 1) {
                    rows[v.id()][r] = new double[lanes];
                }
            }
        } else if (op instanceof ShapeOp.Concat c) {
            rows[v.id()] =
                    c.parts().stream().flatMap(p -> Arrays.stream(rows[p.id()])).toArray(double[][]::new);
        } else {
            rows[v.id()] = new double[v.rows()][lanes];
        }
        if (op instanceof LeafOp.Constant) {
            op.run(this, v);
        }
    }

    /** Rows under another name; all zeros are one row, which nothing writes. */
    private double[][] picked(Var x, int[] indices, int lanes) {
        double[] zero = Arrays.stream(indices).allMatch(row -> row >= 0) ? NO_ROW : new double[lanes];
        return Arrays.stream(indices)
                .mapToObj(row -> row < 0 ? zero : rows[x.id()][row])
                .toArray(double[][]::new);
    }

    /**
     * Binds the parameter vector that {@link Graph#parameter} blocks read; not copied.
     *
     * @param values the flat vector
     */
    public void bindParameters(double[] values) {
        bound[PARAMETERS] = values;
    }

    /**
     * Binds the vector that {@link Graph#parameterTangent} blocks read; not copied.
     *
     * @param values the flat vector
     */
    public void bindTangents(double[] values) {
        bound[TANGENTS] = values;
    }

    /**
     * Sets the number of samples of the next runs.
     *
     * @param samples at most the capacity
     */
    public void resize(int samples) {
        if (samples < 0 || samples > capacity) {
            throw new ShapeException("batch within the capacity", capacity, samples);
        }
        batch = samples;
    }

    /**
     * Copies an input's values in.
     *
     * @param input a value made by {@link Graph#input}
     * @param values as many features and samples
     */
    public void set(Var input, Matrix values) {
        requireShape("input ", input, values);
        set(input, values, 0);
    }

    /**
     * Copies the values of some of a matrix's samples in.
     *
     * @param input a value made by {@link Graph#input}
     * @param values as many features
     * @param from the first sample, a multiple of {@link Matrix#LANES}; as many as the batch are taken
     */
    public void set(Var input, Matrix values, int from) {
        double[][] to = rows[input.id()];
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(values.row(i), from, to[i], 0, Matrix.padded(batch));
        }
    }

    /**
     * Copies an input's values in, or zeros.
     *
     * @param input a value made by {@link Graph#input}
     * @param values as many features and samples; {@code null} for zeros
     */
    public void setOrClear(Var input, @Nullable Matrix values) {
        if (values != null) {
            set(input, values);
        } else {
            for (double[] row : rows[input.id()]) {
                Arrays.fill(row, 0.0);
            }
        }
    }

    /**
     * Copies one row of an input in.
     *
     * @param input a value made by {@link Graph#input}
     * @param row row index
     * @param values at least as long as the batch
     */
    public void setRow(Var input, int row, double[] values) {
        if (rows[input.id()].length > 0) {
            System.arraycopy(values, 0, rows[input.id()][row], 0, batch);
            Arrays.fill(rows[input.id()][row], batch, lanes(), 0.0);
        }
    }

    /**
     * The storage of one row of a batched value, such as an input to fill in place. An input nothing depends on has no
     * storage.
     *
     * @param v value of the program
     * @param row row index
     * @return the row itself
     */
    public double[] row(Var v, int row) {
        return rows[v.id()][row];
    }

    /** Runs the program. Padding lanes of inputs may hold anything finite. */
    public void run() {
        for (int i = 0; i < ops.length; i++) {
            ops[i].run(this, vars[i]);
        }
    }

    /**
     * Runs the first part of the program: all operations recorded up to a value's.
     *
     * @param last the value computed last
     */
    public void runUpTo(Var last) {
        for (int i = 0; i < ops.length && vars[i].id() <= last.id(); i++) {
            ops[i].run(this, vars[i]);
        }
    }

    /**
     * Runs the rest of the program after {@link #runUpTo}.
     *
     * @param last the value computed last so far
     */
    public void runAfter(Var last) {
        int first = 0;
        while (first < ops.length && vars[first].id() <= last.id()) {
            first++;
        }
        for (int i = first; i < ops.length; i++) {
            ops[i].run(this, vars[i]);
        }
    }

    /**
     * Copies an output out; padding lanes are set to zero.
     *
     * @param output index among the program's outputs, a batched one
     * @param into as many features and samples; overwritten
     */
    public void get(int output, Matrix into) {
        Var v = program.outputs().get(output);
        requireShape("output ", v, into);
        get(output, into, 0);
    }

    /**
     * Copies an output to some of a matrix's samples; padding lanes are set to zero.
     *
     * @param output index among the program's outputs, a batched one
     * @param into as many features; overwritten from {@code from} on
     * @param from the first sample, a multiple of {@link Matrix#LANES}
     */
    public void get(int output, Matrix into, int from) {
        Var v = program.outputs().get(output);
        int lanes = Matrix.padded(batch);
        for (int i = 0; i < v.rows(); i++) {
            System.arraycopy(rows[v.id()][i], 0, into.row(i), from, batch);
            Arrays.fill(into.row(i), from + batch, from + lanes, 0.0);
        }
    }

    /**
     * Adds a batched output to a matrix.
     *
     * @param output index among the program's outputs
     * @param into as many features and samples; modified in the batch's lanes
     */
    public void addTo(int output, Matrix into) {
        Var v = program.outputs().get(output);
        requireShape("output ", v, into);
        for (int i = 0; i < v.rows(); i++) {
            Kernels.axpy(1.0, rows[v.id()][i], into.row(i), batch);
        }
    }

    /**
     * Adds one row of a batched output to an array.
     *
     * @param output index among the program's outputs
     * @param row row index
     * @param into at least as long as the batch; modified
     */
    public void addTo(int output, int row, double[] into) {
        Kernels.axpy(1.0, rows[program.outputs().get(output).id()][row], into, batch);
    }

    /**
     * Adds shared outputs, such as parameter gradients, to a flat vector.
     *
     * @param firstOutput index of the output that belongs to the first block
     * @param blocks where each of them goes
     * @param into flat vector; modified
     */
    public void addShared(int firstOutput, List<Parameters.Block> blocks, double[] into) {
        for (int i = 0; i < blocks.size(); i++) {
            Var v = program.outputs().get(firstOutput + i);
            Parameters.Block block = blocks.get(i);
            double[] from = vector(v);
            int offset = offset(v);
            for (int k = 0; k < block.size(); k++) {
                into[block.offset() + k] += from[offset + k];
            }
        }
    }

    /** The message is put together only where it is needed: a run allocates nothing. */
    private void requireShape(String what, Var v, Matrix m) {
        if (m.features() != v.rows() || m.batch() != batch) {
            Matrix.requireShape(what + v, m, v.rows(), batch);
        }
    }

    double[][] rows(Var v) {
        return rows[v.id()];
    }

    /** Some of the rows at the front of an array, until this is called again; only references are copied. */
    double[][] rows(Var v, int from, int count) {
        double[][] all = rows[v.id()];
        if (count == all.length) {
            return all;
        }
        System.arraycopy(all, from, block, 0, count);
        return block;
    }

    double[] vector(Var v) {
        int vector = vectors[v.id()];
        return vector < 0 ? own[v.id()] : bound[vector];
    }

    int offset(Var v) {
        return offsets[v.id()];
    }

    int batch() {
        return batch;
    }

    /** Lanes an operation runs over. */
    int lanes() {
        return Kernels.lanes(batch);
    }

    BatchSumScratch scratch() {
        return scratch;
    }
}
