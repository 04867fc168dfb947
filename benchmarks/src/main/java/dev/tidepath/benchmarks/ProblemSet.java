package dev.tidepath.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The problems by name: {@code mlp4} and {@code mlp64} (small networks), {@code lotka} (Lotka–Volterra), {@code vdp} (van
 * der Pol, μ = 5) and {@code lorenz}.
 */
final class ProblemSet {

    private static final int FEW = 1000;
    private static final int WIDE = 256;

    private final Map<String, TestProblem> problems;

    private ProblemSet(Map<String, TestProblem> problems) {
        this.problems = problems;
    }

    /** Reads a file that another program wrote, or makes the same problems from their seeds. */
    static ProblemSet of(@Nullable Path file) throws IOException {
        if (file == null) {
            return builtIn();
        }
        return new ProblemSet(new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {}));
    }

    /** Made from seeds; the references are those of sample 0, by SciPy's DOP853 with tolerances of 1e-13. */
    static ProblemSet builtIn() {
        Map<String, TestProblem> made = new LinkedHashMap<>();
        made.put(
                "mlp4",
                new TestProblem(
                        MlpWeights.draw(1, 4, 20),
                        Uniform.matrix(new Random(2), FEW, 4, -1, 1),
                        0,
                        10,
                        100,
                        1e-6,
                        1e-8,
                        new double[][] {{-6.76444952460882, 4.71619612332742, 3.8615344348779987, 9.458140768328308}}));
        made.put(
                "mlp64",
                new TestProblem(
                        MlpWeights.draw(3, 64, 256),
                        Uniform.matrix(new Random(4), WIDE, 64, -1, 1),
                        0,
                        1,
                        11,
                        1e-5,
                        1e-7,
                        new double[][] {}));
        made.put("lotka", formula(new double[] {1, 1}, 1.0263447675750397, 0.909691078136096));
        made.put("vdp", formula(new double[] {2, 0}, -1.1587012660310239, 0.43046980897911014));
        made.put("lorenz", formula(new double[] {1, 1, 1}, -4.902687541136784, -3.7438729218053934, 24.69085810279207));
        return new ProblemSet(made);
    }

    /** Sample 0 starts at the base, the others about it. */
    private static TestProblem formula(double[] base, double... reference) {
        double[][] y0 = Uniform.matrix(new Random(5), FEW, base.length, -0.5, 0.5);
        for (double[] sample : y0) {
            for (int f = 0; f < base.length; f++) {
                sample[f] = base[f] + sample[f];
            }
        }
        y0[0] = base.clone();
        return new TestProblem(null, y0, 0, 10, 100, 1e-8, 1e-8, new double[][] {reference});
    }

    List<String> names() {
        return List.copyOf(problems.keySet());
    }

    TestProblem get(String name) {
        TestProblem problem = problems.get(name);
        if (problem == null) {
            throw new IllegalArgumentException("no problem is called " + name + ", only " + names());
        }
        return problem;
    }
}
