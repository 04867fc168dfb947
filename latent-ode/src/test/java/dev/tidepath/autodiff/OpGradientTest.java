package dev.tidepath.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation's VJP and JVP against each other and against central differences, and the same for the VJP's own
 * derivatives (second order).
 */
class OpGradientTest {

    private static final int BATCH = 19;

    private static Stream<OpCases.Case> cases() {
        return OpCases.firstOrder().stream().flatMap(c -> Stream.of(c, c.pullback()));
    }

    private static Stream<Class<?>> operations(Class<?> type) {
        Class<?>[] parts = type.getPermittedSubclasses();
        return parts == null ? Stream.of(type) : Stream.of(parts).flatMap(OpGradientTest::operations);
    }

    @Test
    void everyOperationIsCovered() {
        Set<String> seen = new TreeSet<>();
        for (OpCases.Case c : OpCases.firstOrder()) {
            Built b = new Built(c);
            b.program.ops().forEach(op -> seen.add(op.getClass().getSimpleName()));
        }
        Set<String> all = operations(Op.class).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, seen);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void vjpAndJvpAgreeWithEachOtherAndWithDifferences(OpCases.Case c) {
        Built b = new Built(c);
        RandomKey key = RandomKey.of(7).derive(c.name());
        double[] values = random(key.derive("values"), b.size());
        double[] direction = random(key.derive("direction"), b.size());
        double[][] bar = new double[b.out.rows()][];
        for (int i = 0; i < bar.length; i++) {
            bar[i] = random(key.derive("bar").derive(i), BATCH);
        }

        double[] gradient = b.vjp(values, bar);
        double[][] pushed = b.jvp(values, direction);

        double forward = 0;
        double magnitude = 0;
        for (int i = 0; i < bar.length; i++) {
            for (int lane = 0; lane < BATCH; lane++) {
                forward += bar[i][lane] * pushed[i][lane];
                magnitude += Math.abs(bar[i][lane] * pushed[i][lane]);
            }
        }
        double reverse = 0;
        for (int k = 0; k < gradient.length; k++) {
            reverse += gradient[k] * direction[k];
            magnitude += Math.abs(gradient[k] * direction[k]);
        }
        assertEquals(forward, reverse, 1e-12 * Math.max(1, magnitude), "VJP against JVP");

        double largest = 1e-3;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int k = 0; k < gradient.length; k++) {
            double difference = b.difference(values, bar, k);
            assertTrue(
                    Math.abs(gradient[k] - difference) <= 1e-7 * largest,
                    "entry " + k + ": VJP " + gradient[k] + ", differences " + difference + ", largest " + largest);
        }
    }

    private static double[] random(RandomKey key, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 0.8 * key.gaussian(i);
        }
        return values;
    }

    /** A case's function, VJP and JVP as programs over one flat vector of inputs and parameters. */
    private static final class Built {
        private final OpCases.Case c;
        private final Parameters layout = new Parameters();
        private final List<Parameters.Block> blocks = new ArrayList<>();
        private final List<Var> inputs = new ArrayList<>();
        private final Var out;
        private final Program program;
        private final Map<String, Workspace> workspaces = new HashMap<>();

        Built(OpCases.Case c) {
            this.c = c;
            for (int i = 0; i < c.blocks().length; i++) {
                blocks.add(layout.add("p" + i, c.blocks()[i][0], c.blocks()[i][1], 1));
            }
            Graph g = new Graph();
            out = record(g, inputs);
            program = g.compile(out);
        }

        private Var record(Graph g, List<Var> in) {
            for (int rows : c.inputs()) {
                in.add(g.input(rows));
            }
            return c.definition()
                    .record(g, in, blocks.stream().map(g::parameter).toList());
        }

        int size() {
            int batched = inputs.stream().mapToInt(Var::rows).sum();
            return batched * BATCH + layout.size();
        }

        private void load(Workspace w, List<Var> in, double[] flat, double[] parameters) {
            int at = 0;
            for (Var v : in) {
                for (int r = 0; r < v.rows(); r++) {
                    double[] row = new double[32];
                    System.arraycopy(flat, at, row, 0, BATCH);
                    w.setRow(v, r, row);
                    at += BATCH;
                }
            }
            System.arraycopy(flat, at, parameters, 0, parameters.length);
        }

        double[][] value(double[] flat) {
            Workspace w = workspaces.computeIfAbsent("value", n -> program.newWorkspace(BATCH));
            double[] parameters = new double[layout.size()];
            w.bindParameters(parameters);
            load(w, inputs, flat, parameters);
            w.run();
            return copy(w.rows(out));
        }

        double difference(double[] flat, double[][] bar, int k) {
            double h = 6e-6 * Math.max(1, Math.abs(flat[k]));
            double[] moved = flat.clone();
            moved[k] = flat[k] + h;
            double[][] up = value(moved);
            moved[k] = flat[k] - h;
            double[][] down = value(moved);
            double sum = 0;
            for (int i = 0; i < bar.length; i++) {
                for (int lane = 0; lane < BATCH; lane++) {
                    sum += bar[i][lane] * (up[i][lane] - down[i][lane]);
                }
            }
            return sum / (2 * h);
        }

        double[] vjp(double[] flat, double[][] bar) {
            Graph g = new Graph();
            List<Var> in = new ArrayList<>();
            Var y = record(g, in);
            Var adjoint = g.input(y.rows());
            List<Var> wrt = new ArrayList<>(in);
            blocks.forEach(b -> wrt.add(g.parameter(b)));
            List<Var> grads = g.vjp(List.of(y), List.of(adjoint), wrt);
            List<Var> kept = grads.stream().filter(v -> v != null).toList();
            Workspace w = g.compile(kept).newWorkspace(BATCH);
            double[] parameters = new double[layout.size()];
            w.bindParameters(parameters);
            load(w, in, flat, parameters);
            for (int i = 0; i < bar.length; i++) {
                w.setRow(adjoint, i, bar[i]);
            }
            w.run();
            double[] result = new double[flat.length];
            int at = 0;
            for (int i = 0; i < in.size(); i++) {
                for (int r = 0; r < in.get(i).rows(); r++) {
                    System.arraycopy(w.rows(grads.get(i))[r], 0, result, at, BATCH);
                    at += BATCH;
                }
            }
            for (int i = 0; i < blocks.size(); i++) {
                Var v = grads.get(in.size() + i);
                if (v != null) {
                    System.arraycopy(
                            w.vector(v), w.offset(v), result, at, blocks.get(i).size());
                }
                at += blocks.get(i).size();
            }
            return result;
        }

        double[][] jvp(double[] flat, double[] direction) {
            Graph g = new Graph();
            List<Var> in = new ArrayList<>();
            Var y = record(g, in);
            List<Var> tangentInputs = new ArrayList<>();
            Map<Var, Var> tangents = new LinkedHashMap<>();
            for (Var v : in) {
                Var t = g.input(v.rows());
                tangentInputs.add(t);
                tangents.put(v, t);
            }
            blocks.forEach(b -> tangents.put(g.parameter(b), g.parameterTangent(b)));
            Var pushed = g.jvp(tangents, List.of(y)).get(0);
            Workspace w = g.compile(pushed).newWorkspace(BATCH);
            double[] parameters = new double[layout.size()];
            double[] parameterTangents = new double[layout.size()];
            w.bindParameters(parameters);
            w.bindTangents(parameterTangents);
            load(w, in, flat, parameters);
            load(w, tangentInputs, direction, parameterTangents);
            w.run();
            return copy(w.rows(pushed));
        }

        private static double[][] copy(double[][] rows) {
            return Stream.of(rows).map(double[]::clone).toArray(double[][]::new);
        }
    }
}
