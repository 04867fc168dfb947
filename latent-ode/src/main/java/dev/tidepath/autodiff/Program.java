package dev.tidepath.autodiff;

import java.util.List;

/**
 * A compiled graph: immutable, shared by threads. Each thread runs it in a {@link Workspace} of its own; running
 * allocates nothing.
 */
public final class Program {

    private final List<Var> vars;
    private final List<Op> ops;
    private final List<Var> outputs;
    private final int graphSize;

    Program(List<Var> vars, List<Op> ops, List<Var> outputs, int graphSize) {
        this.vars = vars;
        this.ops = ops;
        this.outputs = List.copyOf(outputs);
        this.graphSize = graphSize;
    }

    /**
     * Creates the memory for runs on one thread.
     *
     * @param capacity the most samples a run will have
     * @return a workspace, with all inputs zero
     */
    public Workspace newWorkspace(int capacity) {
        return new Workspace(this, capacity);
    }

    List<Var> vars() {
        return vars;
    }

    List<Op> ops() {
        return ops;
    }

    List<Var> outputs() {
        return outputs;
    }

    int graphSize() {
        return graphSize;
    }
}
