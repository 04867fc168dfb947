package dev.tidepath.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reverse and forward accumulation over what a graph has recorded so far; the derivatives are recorded after it. */
final class Accumulation {

    private final Graph graph;
    private final List<Var> vars;
    private final List<Op> ops;
    private final int recorded;

    Accumulation(Graph graph, List<Var> vars, List<Op> ops) {
        this.graph = graph;
        this.vars = vars;
        this.ops = ops;
        this.recorded = vars.size();
    }

    List<@Nullable Var> reverse(List<Var> outputs, List<Var> bars, List<Var> wrt) {
        @Nullable Var[] adjoints = new Var[recorded];
        for (int i = 0; i < outputs.size(); i++) {
            accumulate(adjoints, outputs.get(i), bars.get(i));
        }
        boolean[] needed = dependsOn(wrt);
        for (int id = recorded - 1; id >= 0; id--) {
            Var bar = adjoints[id];
            if (bar != null && needed[id]) {
                ops.get(id).vjp(graph, vars.get(id), bar, (argument, share) -> {
                    if (needed[argument.id()]) {
                        accumulate(adjoints, argument, share);
                    }
                });
            }
        }
        List<@Nullable Var> result = new ArrayList<>();
        for (Var w : wrt) {
            Var bar = adjoints[w.id()];
            result.add(bar == null && !w.shared() ? graph.zeros(w.rows()) : bar);
        }
        return result;
    }

    private void accumulate(@Nullable Var[] adjoints, Var at, Var share) {
        adjoints[at.id()] = graph.addOrFirst(adjoints[at.id()], share);
    }

    private boolean[] dependsOn(List<Var> wrt) {
        boolean[] needed = new boolean[recorded];
        wrt.forEach(w -> needed[w.id()] = true);
        for (int id = 0; id < recorded; id++) {
            for (Var argument : ops.get(id).arguments()) {
                needed[id] |= needed[argument.id()];
            }
        }
        return needed;
    }

    /** The numbers of all values that some depend on, and their own. */
    static BitSet leadingTo(List<Var> outputs, List<Op> ops) {
        BitSet live = new BitSet();
        outputs.forEach(v -> live.set(v.id()));
        for (int id = live.length() - 1; id >= 0; id = live.previousSetBit(id - 1)) {
            ops.get(id).arguments().forEach(a -> live.set(a.id()));
        }
        return live;
    }

    List<Var> forward(Map<Var, Var> tangents, List<Var> outputs) {
        @Nullable Var[] pushed = new Var[recorded];
        tangents.forEach((v, t) -> pushed[v.id()] = t);
        BitSet needed =
                leadingTo(outputs, ops); // or products recorded one after another would each push all earlier ones
        for (int id = 0; id < recorded; id++) {
            if (needed.get(id) && pushed[id] == null) {
                @Nullable
                Var[] own = ops.get(id).arguments().stream()
                        .map(a -> pushed[a.id()])
                        .toArray(Var[]::new);
                if (Arrays.stream(own).anyMatch(t -> t != null)) {
                    pushed[id] = ops.get(id).jvp(graph, vars.get(id), own);
                }
            }
        }
        List<Var> result = new ArrayList<>();
        for (Var out : outputs) {
            Var t = pushed[out.id()];
            result.add(t == null ? graph.zeros(out.rows()) : t);
        }
        return result;
    }
}
