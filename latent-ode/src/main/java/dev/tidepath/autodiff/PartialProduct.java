package dev.tidepath.autodiff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product of which only some neighbouring rows are used: the others, such as the adjoints of inputs nobody asks for, are
 * not computed. It only occurs in programs, never in graphs.
 */
record PartialProduct(LinearOp.Product product, int from, int to) implements ProgramOp {

    /**
     * Replaces the products of whose values only some rows are picked.
     *
     * @param ops operations of a program by the number of their value, null for those not kept
     * @param values the values by their number
     * @param outputs values that have to be there after a run
     */
    static void trim(@Nullable Op[] ops, List<Var> values, List<Var> outputs) {
        int[] from = new int[ops.length];
        int[] to = new int[ops.length];
        Arrays.fill(from, Integer.MAX_VALUE);
        outputs.forEach(v -> from[v.id()] = 0);
        outputs.forEach(v -> to[v.id()] = v.rows());
        for (int id = 0; id < ops.length; id++) {
            Op op = ops[id];
            if (op == null) {
                continue;
            }
            if (op instanceof ShapeOp.Gather gather) {
                int a = gather.x().id();
                for (int row : gather.indices()) {
                    from[a] = row < 0 ? from[a] : Math.min(from[a], row);
                    to[a] = Math.max(to[a], row + 1);
                }
            } else {
                for (Var a : op.arguments()) {
                    from[a.id()] = 0;
                    to[a.id()] = a.rows();
                }
            }
        }
        for (int id = 0; id < ops.length; id++) {
            if (ops[id] instanceof LinearOp.Product p
                    && to[id] - from[id] < values.get(id).rows()) {
                ops[id] = new PartialProduct(p, from[id], to[id]);
            }
        }
    }

    @Override
    public void run(Workspace w, Var out) {
        product.run(w, out, from, to);
    }

    @Override
    public List<Var> arguments() {
        return product.arguments();
    }
}
