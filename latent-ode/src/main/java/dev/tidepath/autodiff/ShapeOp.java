package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.RowKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows put together, picked and added up. */
sealed interface ShapeOp extends Op {

    /** Rows of other values under another name: nothing to compute. */
    sealed interface View extends ShapeOp {

        @Override
        default boolean computes() {
            return false;
        }

        @Override
        default void run(Workspace w, Var out) {}
    }

    /** The rows of all arguments one below the other; a view, it computes nothing. */
    record Concat(List<Var> parts) implements View {
        @Override
        public List<Var> arguments() {
            return parts;
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            int from = 0;
            for (Var part : parts) {
                sink.add(part, g.slice(bar, from, from + part.rows()));
                from += part.rows();
            }
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            List<Var> pushed = new ArrayList<>();
            for (int i = 0; i < tangents.length; i++) {
                Var t = tangents[i];
                pushed.add(t == null ? g.zeros(parts.get(i).rows()) : t);
            }
            return g.concat(pushed);
        }
    }

    /** Rows of one value in any order, or zeros; a view, it computes nothing. */
    record Gather(Var x, int[] indices) implements View {

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.scatterAdd(bar, x.rows(), indices));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.gather(g.required(tangents[0]), indices);
        }
    }

    /**
     * Rows added up.
     *
     * @param x rows to add
     * @param indices where each row goes, negative for nowhere
     * @param sources the rows that each row of the result is the sum of, ascending
     */
    record ScatterAdd(Var x, int[] indices, int[][] sources) implements ShapeOp {

        static ScatterAdd of(Var x, int rows, int[] indices) {
            int[] counts = new int[rows];
            for (int r : indices) {
                if (r >= 0) {
                    counts[r]++;
                }
            }
            int[][] sources = new int[rows][];
            Arrays.setAll(sources, r -> new int[counts[r]]);
            for (int i = indices.length - 1; i >= 0; i--) {
                if (indices[i] >= 0) {
                    sources[indices[i]][--counts[indices[i]]] = i;
                }
            }
            return new ScatterAdd(x, indices.clone(), sources);
        }

        /** Whether nothing is added. */
        boolean isGather() {
            return Arrays.stream(sources).allMatch(own -> own.length < 2);
        }

        /** The first row of each sum, or −1. */
        int[] firsts() {
            return Arrays.stream(sources)
                    .mapToInt(own -> own.length == 0 ? -1 : own[0])
                    .toArray();
        }

        @Override
        public void run(Workspace w, Var out) {
            double[][] from = w.rows(x);
            double[][] to = w.rows(out);
            for (int r = 0; r < to.length; r++) {
                if (sources[r].length > 1) { // the others are rows of x, or zero
                    RowKernels.sum(from, sources[r], to[r], w.lanes());
                }
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.gather(bar, indices));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.scatterAdd(g.required(tangents[0]), out.rows(), indices);
        }
    }
}
