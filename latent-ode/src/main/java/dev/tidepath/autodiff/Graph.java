package dev.tidepath.autodiff;

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
public final class Graph extends BatchedFunctions {

    private final List<Var> vars = new ArrayList<>();
    private final List<Op> ops = new ArrayList<>();
    private final Map<Op, Var> shared = new HashMap<>();

    /** An empty graph. */
    public Graph() {}

    @Override
    Var emit(Op op, int rows, int columns) {
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
        return affine(weight, bias, x, 1);
    }

    /**
     * {@code bias + weightᵀ x} of each of several blocks of rows, such as the pixels of an image or the positions of a text.
     *
     * @param weight shared, in × out
     * @param bias shared, 1 × out
     * @param x batched, {@code blocks·in} rows
     * @param blocks how many, positive
     * @return batched, {@code blocks·out} rows
     */
    public Var affine(Var weight, Var bias, Var x, int blocks) {
        requireShared(weight);
        requireShared(bias);
        requireRows("input of an affine map", blocks * weight.rows(), x);
        requireSame("rows of a bias", 1, bias.rows());
        requireSame("bias", weight.columns(), bias.columns());
        return emit(new LinearOp.Affine(weight, bias, x, blocks), blocks * weight.columns(), 0);
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
        return product(weight, x, transposed, 1);
    }

    /**
     * {@code weightᵀ x}, or {@code weight x} if transposed, of each of several blocks of rows.
     *
     * @param weight shared, in × out
     * @param x batched, in rows a block, or out rows if transposed
     * @param transposed which of the two
     * @param blocks how many, positive
     * @return batched
     */
    public Var product(Var weight, Var x, boolean transposed, int blocks) {
        requireShared(weight);
        requireRows("input of a product", blocks * (transposed ? weight.columns() : weight.rows()), x);
        int rows = transposed ? weight.rows() : weight.columns();
        return emit(new LinearOp.Product(weight, x, transposed, blocks), blocks * rows, 0);
    }

    /**
     * The sum over the batch of {@code x yᵀ}.
     *
     * @param x batched
     * @param y batched
     * @return shared, x.rows × y.rows
     */
    public Var outerSum(Var x, Var y) {
        return outerSum(x, y, 1);
    }

    /**
     * The sum over the batch and over blocks of rows of {@code x yᵀ}.
     *
     * @param x batched
     * @param y batched
     * @param blocks how many equal blocks either has, positive
     * @return shared, {@code x.rows / blocks × y.rows / blocks}
     */
    public Var outerSum(Var x, Var y, int blocks) {
        int rows = requireBlocks("left factor of an outer product", x, blocks);
        int columns = requireBlocks("right factor of an outer product", y, blocks);
        return emit(new LinearOp.OuterSum(x, y, blocks), rows, columns);
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
}
