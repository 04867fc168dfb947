package dev.tidepath.autodiff;

import dev.tidepath.tensor.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a {@link Graph} records of batched values alone: functions of every element and of rows. */
abstract sealed class BatchedFunctions permits Graph {

    /** Records an operation. */
    abstract Var emit(Op op, int rows, int columns);

    /**
     * {@return the hyperbolic tangent of every element, batched}
     *
     * @param x batched
     */
    public Var tanh(Var x) {
        return map(ElementwiseOp.Unary.TANH, x);
    }

    /**
     * {@return the logistic function of every element, batched}
     *
     * @param x batched
     */
    public Var sigmoid(Var x) {
        return map(ElementwiseOp.Unary.SIGMOID, x);
    }

    /**
     * {@return {@code ln(1 + e^x)} of every element, batched}
     *
     * @param x batched
     */
    public Var softplus(Var x) {
        return map(ElementwiseOp.Unary.SOFTPLUS, x);
    }

    /**
     * {@return the exponential of every element, batched}
     *
     * @param x batched
     */
    public Var exp(Var x) {
        return map(ElementwiseOp.Unary.EXP, x);
    }

    /**
     * {@return the natural logarithm of every element, batched}
     *
     * @param x batched, positive
     */
    public Var log(Var x) {
        return map(ElementwiseOp.Unary.LOG, x);
    }

    /**
     * {@return the sine of every element, batched}
     *
     * @param x batched, in radians
     */
    public Var sin(Var x) {
        return map(ElementwiseOp.Unary.SIN, x);
    }

    /**
     * {@return the cosine of every element, batched}
     *
     * @param x batched, in radians
     */
    public Var cos(Var x) {
        return map(ElementwiseOp.Unary.COS, x);
    }

    /**
     * The rectifier {@code max(x, 0)}, element by element; its derivative at 0 is 0.
     *
     * @param x batched
     * @return batched
     */
    public Var relu(Var x) {
        return map(ElementwiseOp.Unary.RELU, x);
    }

    /**
     * {@return {@code 1/√x} of every element, batched}
     *
     * @param x batched, positive
     */
    public Var inverseSqrt(Var x) {
        return map(ElementwiseOp.Unary.INVERSE_SQRT, x);
    }

    /**
     * The pullback of the hyperbolic tangent at its known value: {@code bar·(1 − y²)}, element by element.
     *
     * @param y batched, the value
     * @param bar batched, its adjoint
     * @return batched
     */
    public Var tanhPullback(Var y, Var bar) {
        return binary(ElementwiseOp.Binary.TANH_PULLBACK, y, bar);
    }

    private Var map(ElementwiseOp.Unary function, Var x) {
        return emit(new ElementwiseOp.Map(function, requireBatched(x)), x.rows(), 0);
    }

    Var binary(ElementwiseOp.Binary function, Var x, Var y) {
        String what = function + " of " + x + " and " + y;
        requireSame(what, x.rows(), y.rows());
        requireSame(what, x.columns(), y.columns());
        if (x.shared() && function != ElementwiseOp.Binary.ADD) {
            throw new IllegalArgumentException(function + " is for batched values: " + x);
        }
        return emit(new ElementwiseOp.Zip(function, x, y), x.rows(), x.columns());
    }

    /**
     * {@return the sum, element by element; both batched or both shared}
     *
     * @param x summand
     * @param y summand of the same shape
     */
    public Var add(Var x, Var y) {
        return binary(ElementwiseOp.Binary.ADD, x, y);
    }

    /**
     * {@return {@code x − y}, element by element}
     *
     * @param x batched
     * @param y batched, of the same shape
     */
    public Var subtract(Var x, Var y) {
        return binary(ElementwiseOp.Binary.SUBTRACT, x, y);
    }

    /**
     * {@return {@code x·y}, element by element}
     *
     * @param x batched
     * @param y batched, of the same shape
     */
    public Var multiply(Var x, Var y) {
        return binary(ElementwiseOp.Binary.MULTIPLY, x, y);
    }

    /**
     * {@return {@code factor·x + shift}, element by element, batched}
     *
     * @param x batched
     * @param factor constant
     * @param shift constant
     */
    public Var scaleShift(Var x, double factor, double shift) {
        return emit(new ElementwiseOp.ScaleShift(requireBatched(x), factor, shift), x.rows(), 0);
    }

    /**
     * {@return the rows of several values one below the other, batched}
     *
     * @param parts batched, at least one
     */
    public Var concat(List<Var> parts) {
        parts.forEach(BatchedFunctions::requireBatched);
        int rows = parts.stream().mapToInt(Var::rows).sum();
        return parts.size() == 1 ? parts.get(0) : emit(new ShapeOp.Concat(List.copyOf(parts)), rows, 0);
    }

    /**
     * {@return the rows of several values one below the other, batched}
     *
     * @param parts batched, at least one
     */
    public Var concat(Var... parts) {
        return concat(List.of(parts));
    }

    /**
     * Rows of a value in any order: row i of the result is row {@code indices[i]} of x, or zero. Slices, repeats, transposes
     * and the patches of a convolution are of this kind. It costs nothing when a program runs: rows go by another name.
     *
     * @param x batched
     * @param indices rows of x, each any number of times; negative for zeros
     * @return batched, one row an index
     */
    public Var gather(Var x, int... indices) {
        requireBatched(x);
        requireIndices(indices, x.rows(), x);
        boolean same = indices.length == x.rows();
        for (int i = 0; same && i < indices.length; i++) {
            same = indices[i] == i;
        }
        return same ? x : emit(new ShapeOp.Gather(x, indices.clone()), indices.length, 0);
    }

    /**
     * The transpose of {@link #gather}: row r of the result is the sum of the rows i of x with {@code indices[i] = r}, in
     * ascending order. Rows that come from one row, or none, cost nothing.
     *
     * @param x batched
     * @param rows rows of the result, positive
     * @param indices one a row of x: where it is added; negative for nowhere
     * @return batched
     */
    public Var scatterAdd(Var x, int rows, int... indices) {
        requireRows("rows to scatter", indices.length, x);
        requireIndices(indices, rows, x);
        ShapeOp.ScatterAdd scatter = ShapeOp.ScatterAdd.of(x, rows, indices);
        return scatter.isGather() ? gather(x, scatter.firsts()) : emit(scatter, rows, 0);
    }

    private static void requireIndices(int[] indices, int rows, Var x) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= rows) {
                throw new IllegalArgumentException(
                        "index " + i + " of rows of " + x + " is " + indices[i] + " of " + rows);
            }
        }
        if (rows < 1 || indices.length < 1) {
            throw new IllegalArgumentException("no rows: " + indices.length + " indices, " + rows + " rows");
        }
    }

    /**
     * {@return some neighbouring rows: batched, {@code to − from} of them}
     *
     * @param x batched
     * @param from first row
     * @param to row after the last
     */
    public Var slice(Var x, int from, int to) {
        if (from < 0 || from >= to || to > x.rows()) {
            throw new IllegalArgumentException("rows " + from + " to " + to + " of " + x);
        }
        return gather(x, IntStream.range(from, to).toArray());
    }

    /**
     * {@return the sum of all rows: batched, one row}
     *
     * @param x batched
     */
    public Var sumRows(Var x) {
        return scatterAdd(x, 1, new int[x.rows()]);
    }

    /**
     * {@return one row several times: batched, {@code times} rows}
     *
     * @param x batched, one row
     * @param times positive
     */
    public Var repeatRow(Var x, int times) {
        requireRows("row to repeat", 1, x);
        return gather(x, new int[times]);
    }

    /**
     * All rows several times, one copy below the other.
     *
     * @param x batched
     * @param times positive
     * @return batched, {@code times·x.rows} rows
     */
    public Var tile(Var x, int times) {
        return gather(x, tiling(x.rows(), times));
    }

    /**
     * The sum of equal blocks of rows, the transpose of {@link #tile}.
     *
     * @param x batched
     * @param blocks how many there are
     * @return batched, {@code x.rows / blocks} rows
     */
    public Var sumBlocks(Var x, int blocks) {
        int rows = requireBlocks("blocks to add", x, blocks);
        return scatterAdd(x, rows, tiling(rows, blocks));
    }

    private static int[] tiling(int rows, int times) {
        return IntStream.range(0, rows * times).map(i -> i % rows).toArray();
    }

    /**
     * Dot products of rows held as blocks, sample by sample: in each of some blocks x is a matrix of m × k and y one of n × k,
     * both row by row, and the result is {@code x yᵀ}, m × n. Products without a transpose, or with the other one, are the
     * same with x or y transposed by {@link #gather}.
     *
     * @param x batched, {@code blocks·m·k} rows
     * @param y batched, {@code blocks·n·k} rows
     * @param blocks how many pairs of matrices there are, positive
     * @param k columns of the matrices, positive
     * @return batched, {@code blocks·m·n} rows
     */
    public Var dotProducts(Var x, Var y, int blocks, int k) {
        int m = requireBlocks("rows of the left factors", x, blocks * k);
        int n = requireBlocks("rows of the right factors", y, blocks * k);
        return emit(new RowProducts(x, y, blocks, k), blocks * m * n, 0);
    }

    Var addOrFirst(@Nullable Var sum, Var next) {
        return sum == null ? next : add(sum, next);
    }

    Var required(@Nullable Var v) {
        if (v == null) {
            throw new AssertionError("a pushforward without any tangent");
        }
        return v;
    }

    static Var requireBatched(Var v) {
        if (v.shared()) {
            throw new IllegalArgumentException("a batched value is asked for, not " + v);
        }
        return v;
    }

    static void requireShared(Var v) {
        if (!v.shared()) {
            throw new IllegalArgumentException("a shared value is asked for, not " + v);
        }
    }

    static void requireRows(String what, int rows, Var v) {
        requireBatched(v);
        requireSame(what, rows, v.rows());
    }

    static void requireSame(String what, int expected, int found) {
        if (found != expected) {
            throw new ShapeException(what, expected, found);
        }
    }

    static int requireBlocks(String what, Var v, int blocks) {
        requireBatched(v);
        if (blocks < 1 || v.rows() % blocks != 0) {
            throw new IllegalArgumentException(what + ": " + v + " cannot be cut into " + blocks + " equal parts");
        }
        return v.rows() / blocks;
    }
}
