package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GradientCheckTest {

    private static final OdeSolver SOLVER = OdeSolver.dopri5(1e-8, 1e-8, 10_000);

    /** A field with a mistake; none unless overridden. */
    private static class Flawed implements DifferentiableField {

        final DrivenOscillator right = new DrivenOscillator();

        Flawed(double[] p) {
            System.arraycopy(p, 0, right.p, 0, p.length);
        }

        @Override
        public int parameterCount() {
            return right.parameterCount();
        }

        @Override
        public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
            right.eval(t, y, c, dydt);
        }

        @Override
        public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
            right.vjp(t, y, c, a, into);
        }

        @Override
        public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
            right.jvp(t, y, c, v, out);
        }
    }

    private static GradientCheck check(OdeSolver solver, Function<double[], DifferentiableField> fields) {
        LinearLoss loss = LinearLoss.ragged();
        double[] p = loss.field().p;
        return GradientCheck.of(solver, fields, p, loss.states(), loss.contexts(), loss.at())
                .withBlocks(
                        new GradientCheck.Block("stiffness", 0, 1),
                        new GradientCheck.Block("damping", 1, 2),
                        new GradientCheck.Block("drive", 2, 4));
    }

    private static GradientReport report(Function<double[], DifferentiableField> fields) {
        return check(SOLVER, fields).run();
    }

    private static void assertGolden(String name, GradientReport report) throws IOException {
        try (InputStream in = GradientCheckTest.class.getResourceAsStream(name)) {
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), report.toString());
        }
    }

    @Test
    void correctField() throws IOException {
        GradientReport report = report(Flawed::new);
        assertTrue(report.passed(), report::toString);
        assertGolden("gradient-check-correct.txt", report);
    }

    @Test
    void wrongSignInOneBlock() throws IOException {
        GradientReport report = report(p -> new Flawed(p) {
            @Override
            public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
                double[] damping = into.parameters();
                double before = damping == null ? 0 : damping[1];
                super.vjp(t, y, c, a, into);
                if (damping != null) {
                    damping[1] = before - (damping[1] - before);
                }
            }
        });
        assertFalse(report.passed());
        assertGolden("gradient-check-wrong-sign.txt", report);
    }

    @Test
    void timeDerivativeForgotten() throws IOException {
        GradientReport report = report(p -> new Flawed(p) {
            @Override
            public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
                super.vjp(t, y, c, a, new FieldGradient(into.state(), null, into.parameters(), into.context()));
            }

            @Override
            public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
                super.jvp(t, y, c, new FieldTangent(v.state(), null, v.parameters(), v.context()), out);
            }
        });
        assertFalse(report.passed());
        assertGolden("gradient-check-no-time.txt", report);
    }

    private static void assertWrong(String expected, GradientReport report) {
        assertFalse(report.passed());
        assertEquals("Wrong: " + expected + ".", report.verdict());
    }

    @Test
    void samplesThatSeeEachOtherAreFound() {
        assertWrong(
                "eval of sample 1 alone differs in bits from eval of it among the batch; a sample's rate must depend on"
                        + " its own column alone",
                report(p -> new Flawed(p) {
                    @Override
                    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                        super.eval(t, y, c, dydt);
                        for (int b = 1; b < y.batch(); b++) {
                            dydt.row(1)[b] += 1e-15 * y.get(0, 0);
                        }
                    }
                }));
    }

    @Test
    void brokenRulesAreNamed() {
        String verdict = report(p -> new Flawed(p) {
                    @Override
                    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                        super.eval(t, y, c, dydt);
                        dydt.row(0)[y.batch()] = 1;
                    }

                    @Override
                    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
                        if (into.parameters() != null) {
                            into.parameters()[3] = 0;
                        }
                        super.vjp(t, y, c, a, into);
                    }
                })
                .verdict();
        assertTrue(verdict.contains("eval writes to padding lanes"), verdict);
        assertTrue(verdict.contains("a second call did not double the first"), verdict);
    }

    @Test
    void fieldWithoutJvpIsCheckedWithoutIt() {
        GradientReport report = report(p -> new Flawed(p) {
            @Override
            public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
                throw new UnsupportedOperationException("none");
            }
        });
        assertTrue(report.passed(), report::toString);
        assertTrue(report.rows().stream().noneMatch(r -> r.method() == GradientReport.Method.FORWARD));
    }

    @Test
    void productsThatAreNotFiniteAreFound() {
        GradientReport report = report(p -> new Flawed(p) {
            @Override
            public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
                super.vjp(t, y, c, a, into);
                if (into.parameters() != null) {
                    into.parameters()[0] = Double.NaN;
                }
            }
        });
        assertFalse(report.passed());
        assertEquals(
                "Wrong: vjp of a zero adjoint adds NaN; it must add exactly zero; vjp with respect to stiffness (relative"
                        + " NaN) disagrees with differences of eval; the solver's gradients follow it.",
                report.verdict());
        assertTrue(
                report.failed()
                        .get(0)
                        .startsWith("full memory failed: the gradient with respect to parameter 0 is NaN"),
                report::toString);
    }

    @Test
    void looseAndFixedStepsAreExactToo() {
        for (OdeSolver solver : new OdeSolver[] {
            OdeSolver.dopri5(1e-3, 1e-3, 100),
            new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(5), 5),
            new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(7), 7)
        }) {
            GradientReport report = check(solver, Flawed::new).withSeed(5).run();
            assertTrue(report.passed(), report::toString);
        }
    }

    @Test
    void networksPass() {
        Parameters layout = new Parameters();
        Mlp network = Mlp.in(layout, "network", new int[] {4, 8, 3}, 1);
        FieldProgram program = new FieldProgram(
                layout,
                layout.blocks(),
                3,
                0,
                (g, t, y, context) -> network.apply(g, g.concat(y, g.sin(g.scaleShift(t, 1.3, 0.2)))));
        RandomKey key = RandomKey.of(8);
        Matrix y0 = Matrix.zeros(3, 5);
        for (int f = 0; f < 3; f++) {
            for (int b = 0; b < 5; b++) {
                y0.set(f, b, key.derive(f).gaussian(b));
            }
        }
        GradientReport report = GradientCheck.of(
                        SOLVER,
                        p -> program.bind(p, 5),
                        layout.initialValues(key),
                        y0,
                        Context.none(),
                        SaveAt.shared(5, 0, 2, 0.5, 1.3, 2))
                .withBlocks(layout.blocks().stream()
                        .map(b -> new GradientCheck.Block(b.name(), b.offset(), b.offset() + b.size()))
                        .toArray(GradientCheck.Block[]::new))
                .run();
        assertTrue(report.passed(), report::toString);
    }

    @Test
    void solveMustSucceedAndShapesMustFit() {
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1});
        double[] p = new DrivenOscillator().p;
        SaveAt at = SaveAt.end(1, 0, 5);
        GradientCheck lame = GradientCheck.of(OdeSolver.dopri5(1e-9, 1e-9, 2), Flawed::new, p, y0, Context.none(), at);
        assertThrows(OdeException.class, lame::run);
        assertThrows(
                ShapeException.class,
                () -> GradientCheck.of(SOLVER, Flawed::new, p, y0, Context.none(), SaveAt.end(2, 0, 5)));
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of(SOLVER, Flawed::new, p, y0, Context.none(), SaveAt.shared(1, 0, 5)));
        GradientCheck fits = GradientCheck.of(SOLVER, Flawed::new, p, y0, Context.none(), at);
        assertThrows(IllegalArgumentException.class, () -> fits.withBlocks(new GradientCheck.Block("all", 0, 5)));
    }
}
