package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.RowKernels;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * In each block x yᵀ of matrices held as rows, x of m × k and y of n × k. One form suffices: its derivatives are of the same
 * form with a factor transposed, which is a view.
 */
record RowProducts(Var x, Var y, int blocks, int k) implements Op {

    @Override
    public void run(Workspace w, Var out) {
        RowKernels.dotProducts(w.rows(x), w.rows(y), blocks, k, w.rows(out), w.lanes());
    }

    @Override
    public List<Var> arguments() {
        return List.of(x, y);
    }

    @Override
    public void vjp(Graph g, Var out, Var bar, Sink sink) {
        int m = x.rows() / (blocks * k);
        int n = y.rows() / (blocks * k);
        sink.add(x, g.dotProducts(bar, transposed(g, y, n, k), blocks, n));
        sink.add(y, g.dotProducts(transposed(g, bar, m, n), transposed(g, x, m, k), blocks, m));
    }

    /** Each block of rows × columns transposed. */
    private Var transposed(Graph g, Var v, int rows, int columns) {
        int size = rows * columns;
        return g.gather(
                v,
                IntStream.range(0, blocks * size)
                        .map(i -> i / size * size + i % rows * columns + i % size / rows)
                        .toArray());
    }

    @Override
    public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
        Var sum = tangents[0] == null ? null : g.dotProducts(tangents[0], y, blocks, k);
        if (tangents[1] != null) {
            sum = g.addOrFirst(sum, g.dotProducts(x, tangents[1], blocks, k));
        }
        return g.required(sum);
    }
}
