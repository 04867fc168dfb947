package dev.tidepath.autodiff;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of an affine map in one operation: the map's own value takes no memory. It only occurs in programs, never in
 * graphs, and gives the same bits as the two operations.
 */
record AffineMap(LinearOp.Affine affine, ElementwiseOp.Map map) implements ProgramOp {

    /**
     * Fuses where the affine map's value is used by nothing else.
     *
     * @param ops operations of a program by the number of their value, null for those not kept
     * @param outputs values that have to be there after a run
     * @return whether it is left out, by the number of the value
     */
    static BitSet fuse(@Nullable Op[] ops, List<Var> outputs) {
        int[] uses = new int[ops.length];
        for (Op op : ops) {
            if (op != null) {
                op.arguments().forEach(a -> uses[a.id()]++);
            }
        }
        outputs.forEach(v -> uses[v.id()]++);
        BitSet absorbed = new BitSet();
        for (int i = 0; i < ops.length; i++) {
            if (ops[i] instanceof ElementwiseOp.Map map
                    && map.inPlace()
                    && ops[map.x().id()] instanceof LinearOp.Affine affine
                    && uses[map.x().id()] == 1) {
                ops[i] = new AffineMap(affine, map);
                absorbed.set(map.x().id());
            }
        }
        return absorbed;
    }

    @Override
    public void run(Workspace w, Var out) {
        double[][] rows = w.rows(out);
        affine.run(w, rows);
        for (double[] row : rows) {
            map.run(w, row, row);
        }
    }

    @Override
    public List<Var> arguments() {
        return affine.arguments();
    }
}
