package dev.tidepath.autodiff;

import dev.tidepath.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records operations once, to be run many times as a {@link Program}.
 *
 * <p>Values are batched (features × batch) or shared by the batch (weights). {@link #vjp} and {@link #jvp} append the
 * derivative's operations to the same graph, so they can be applied to their own results. Control flow that depends on
 * data is not recorded. Not thread-safe; the compiled program is immutable.
 *
 * <p>Reverse and forward accumulation: Griewank and Walther, <i>Evaluating Derivatives</i>, 2nd ed., 2008,
 * doi:10.1137/1.9780898717761.
 */
public final class Graph {

    private final List<Var> vars = new ArrayList<>();
    private final List<Op> ops = new ArrayList<>();
    private final Map<Op, Var> shared = new HashMap<>();

    /** An empty graph. */
    public Graph() {}

    private Var emit(Op op, int rows, int columns) {
        Var v = new Var(vars.size(), rows, columns);
        vars.add(v);
        ops.add(op);
        return v;
    }

    /**
     * {@return a batched value, given before each run}
     *
     * @param rows features, positive
     */
    public Var input(int rows) {
        return emit(new LeafOp.Input(), rows, 0);
    }

    /**
     * A block of the parameter vector bound to the workspace; asking again gives the same value.
     *
     * @param block where it lies
     * @return a shared value
     */
    public Var parameter(Parameters.Block block) {
        return shared(Workspace.PARAMETERS, block);
    }

    /**
     * The tangent of a parameter block, read from the tangent vector bound to the workspace.
     *
     * @param block where it lies
     * @return a shared value
     */
    public Var parameterTangent(Parameters.Block block) {
        return shared(Workspace.TANGENTS, block);
    }

    private Var shared(int vector, Parameters.Block block) {
        LeafOp.Shared leaf = new LeafOp.Shared(vector, block.offset());
        return shared.computeIfAbsent(leaf, op -> emit(op, block.rows(), block.columns()));
    }

    /**
     * {@return the same values in every lane, batched}
     *
     * @param values one a feature
     */
    public Var constant(double... values) {
        return emit(new LeafOp.Constant(Arrays.stream(values).boxed().toList()), values.length, 0);
    }

    /**
     * {@return zeros, batched}
     *
     * @param rows features
     */
    public Var zeros(int rows) {
        return constant(new double[rows]);
    }

    /**
     * {@code bias + weightᵀ x}.
     *
     * @param weight shared, in × out
     * @param bias shared, 1 × out
     * @param x batched, in rows
     * @return batched, out rows
     */
    public Var affine(Var weight, Var bias, Var x) {
        requireShared(weight);
        requireShared(bias);
        requireRows("input of an affine map", weight.rows(), x);
        requireSame("rows of a bias", 1, bias.rows());
        requireSame("bias", weight.columns(), bias.columns());
        return emit(new LinearOp.Affine(weight, bias, x), weight.columns(), 0);
    }

    /**
     * {@code weightᵀ x}, or {@code weight x} if transposed.
     *
     * @param weight shared, in × out
     * @param x batched, in rows, or out rows if transposed
     * @param transposed which of the two
     * @return batched
     */
    public Var product(Var weight, Var x, boolean transposed) {
        requireShared(weight);
        requireRows("input of a product", transposed ? weight.columns() : weight.rows(), x);
        return emit(new LinearOp.Product(weight, x, transposed), transposed ? weight.rows() : weight.columns(), 0);
    }

    /**
     * The sum over the batch of {@code x yᵀ}.
     *
     * @param x batched
     * @param y batched
     * @return shared, x.rows × y.rows
     */
    public Var outerSum(Var x, Var y) {
        return emit(new LinearOp.OuterSum(requireBatched(x), requireBatched(y)), x.rows(), y.rows());
    }

    /**
     * The sum over the batch.
     *
     * @param y batched
     * @return shared, 1 × y.rows
     */
    public Var sumBatch(Var y) {
        return emit(new LinearOp.SumBatch(requireBatched(y)), 1, y.rows());
    }

    /**
     * A shared row in every lane.
     *
     * @param row shared, 1 × n
     * @return batched, n rows
     */
    public Var broadcast(Var row) {
        requireShared(row);
        return emit(new LinearOp.Broadcast(row), row.columns(), 0);
    }

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
        parts.forEach(Graph::requireBatched);
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
        return from == 0 && to == x.rows() ? x : emit(new ShapeOp.Slice(requireBatched(x), from), to - from, 0);
    }

    /**
     * {@return the sum of all rows: batched, one row}
     *
     * @param x batched
     */
    public Var sumRows(Var x) {
        return emit(new ShapeOp.SumRows(requireBatched(x)), 1, 0);
    }

    /**
     * {@return one row several times: batched, {@code times} rows}
     *
     * @param x batched, one row
     * @param times positive
     */
    public Var repeatRow(Var x, int times) {
        requireRows("row to repeat", 1, x);
        return emit(new ShapeOp.RepeatRow(x), times, 0);
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

    /**
     * Appends the vector-Jacobian products {@code Σ_i bar_iᵀ ∂output_i/∂w} by reverse accumulation.
     *
     * @param outputs values to differentiate
     * @param bars their adjoints, of the same shapes
     * @param wrt values to differentiate with respect to
     * @return the products in the order of {@code wrt}; zeros where nothing depends on it, {@code null} for a shared
     *     value nothing depends on
     */
    public List<@Nullable Var> vjp(List<Var> outputs, List<Var> bars, List<Var> wrt) {
        return new Accumulation(this, vars, ops).reverse(outputs, bars, wrt);
    }

    /**
     * Appends the Jacobian-vector products {@code Σ_w ∂output/∂w · tangent_w} by forward accumulation.
     *
     * @param tangents tangents of some values, of the same shapes
     * @param outputs values to differentiate
     * @return the products in the order of {@code outputs}; zeros where an output depends on none of them
     */
    public List<Var> jvp(Map<Var, Var> tangents, List<Var> outputs) {
        return new Accumulation(this, vars, ops).forward(tangents, outputs);
    }

    /**
     * {@return an immutable program of what the outputs depend on}
     *
     * @param outputs values to keep
     */
    public Program compile(List<Var> outputs) {
        BitSet live = Accumulation.leadingTo(outputs, ops);
        @Nullable Op[] used = new Op[vars.size()];
        live.stream().forEach(id -> used[id] = ops.get(id));
        live.andNot(AffineMap.fuse(used, outputs));
        PartialProduct.trim(used, vars, outputs);
        List<Var> kept = vars.stream().filter(v -> live.get(v.id())).toList();
        List<Op> operations =
                live.stream().mapToObj(id -> Objects.requireNonNull(used[id])).toList();
        return new Program(kept, operations, outputs, vars.size());
    }

    /**
     * {@return an immutable program of what the outputs depend on}
     *
     * @param outputs values to keep
     */
    public Program compile(Var... outputs) {
        return compile(List.of(outputs));
    }

    private static Var requireBatched(Var v) {
        if (v.shared()) {
            throw new IllegalArgumentException("a batched value is asked for, not " + v);
        }
        return v;
    }

    private static void requireShared(Var v) {
        if (!v.shared()) {
            throw new IllegalArgumentException("a shared value is asked for, not " + v);
        }
    }

    private static void requireRows(String what, int rows, Var v) {
        requireBatched(v);
        requireSame(what, rows, v.rows());
    }

    private static void requireSame(String what, int expected, int found) {
        if (found != expected) {
            throw new ShapeException(what, expected, found);
        }
    }
}
