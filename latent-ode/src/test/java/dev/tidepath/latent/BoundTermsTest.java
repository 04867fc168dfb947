package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.InputPath;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Likelihoods of observation times and labels in the bound of the latent ODE. */
class BoundTermsTest {

    private static final OdeSolver FIXED = new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(12), 1000);
    private static final LatentOdeOptions PLAIN = Shapes.plain(2, 3, Likelihood.gaussian());
    private static final Conditions CONDITIONS =
            new Conditions(new double[0], new InputPath(new double[] {0, 1.1}, new double[][] {{1, -1}}));
    private static final Observations SEEN = Observations.merge(
            new double[][] {{0, 0.1, 0.4, 0.9}, {0.1, 0.5}}, new double[][] {{1, 0.5, -1, 0.2}, {2, -0.3}});
    private static final List<Window> CHUNK = List.of(
            new Window(SEEN, SEEN.withTimes(1.3), RandomKey.of(1))
                    .under(CONDITIONS)
                    .labelled(2),
            new Window(SEEN.slice(1, 4), SEEN.slice(2, 5), RandomKey.of(2)).under(CONDITIONS),
            new Window(SEEN, Observations.at(2), RandomKey.of(3))
                    .under(CONDITIONS)
                    .labelled(0));

    private record Case(LatentOdeOptions shape, InferenceOptions inference) {}

    static Stream<Case> cases() {
        InferenceOptions plain = InferenceOptions.plain();
        LatentOdeOptions timed = PLAIN.withIntensity(new IntensityOptions(4, 0.7));
        LatentOdeOptions both = Shapes.modal(2, 1, 1, 5, 4, 3, new TimeFeatures(List.of()))
                .conditionedOn(new Conditioning(0, 1))
                .withIntensity(new IntensityOptions(0, 1.3))
                .withClasses(new ClassOptions(3, 0, 2));
        return Stream.of(
                new Case(timed, plain),
                new Case(PLAIN.withClasses(new ClassOptions(3, 4, 0.6)), plain),
                new Case(both, plain),
                new Case(timed.withClasses(new ClassOptions(3, 0, 2)), new InferenceOptions(3, 0.4, 0)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAgreeWithDifferences(Case c) {
        LatentOde model = new LatentOde(c.shape, c.inference);
        double[] at = model.initialValues(RandomKey.of(3));
        double[] gradient = new double[at.length];
        LatentOdeRun run = model.newRun(at, 3, FIXED, CheckpointedAdjoint.standard());
        run.lossAndGradient(CHUNK, 0.7, 0.1, gradient);
        for (Parameters.Block block : model.parameters().blocks()) {
            assertTrue(Differences.largest(block, gradient) > 1e-4, block.name() + " has an effect");
        }
        Differences.assertAgree(model, at, gradient, run, CHUNK, 1e-6);
    }

    private static NonFiniteLossException failure(LatentOde model, double[] at, List<Window> chunk) {
        LatentOdeRun run = model.newRun(at, chunk.size(), FIXED, CheckpointedAdjoint.standard());
        return assertThrows(
                NonFiniteLossException.class, () -> run.lossAndGradient(chunk, 1, 1, new double[at.length]));
    }

    private static void assertBlamed(String message, int sample, double time, NonFiniteLossException found) {
        assertEquals(message, found.getMessage());
        assertEquals(sample, found.sample());
        assertEquals(time, found.time());
    }

    /** At a rate of one each, two channels in 0.9 units of time, but not in 0.5, weigh more than the largest number. */
    @Test
    void aLossOfTheTimesThatIsNotFiniteNamesWindowAndTime() {
        LatentOde model = new LatentOde(PLAIN.withIntensity(new IntensityOptions(0, Double.MAX_VALUE / 1.5)));
        List<Window> chunk = List.of(CHUNK.get(2), CHUNK.get(0));
        assertBlamed("the loss of the observation times is Infinity", 1, 0.9, failure(model, zeros(model), chunk));
    }

    @Test
    void aLossOfALabelThatIsNotFiniteNamesTheWindow() {
        LatentOde model = new LatentOde(PLAIN.withClasses(new ClassOptions(3, 0, Double.MAX_VALUE)));
        List<Window> chunk = List.of(CHUNK.get(1), CHUNK.get(0));
        assertBlamed("the loss of the label is Infinity", 1, Double.NaN, failure(model, zeros(model), chunk));
    }

    @Test
    void severalDrawsOfAWindowAreOneSample() {
        LatentOde model = new LatentOde(
                PLAIN.withClasses(new ClassOptions(3, 0, Double.MAX_VALUE)), new InferenceOptions(3, 0, 0));
        List<Window> chunk = List.of(CHUNK.get(1), CHUNK.get(0));
        assertEquals(1, failure(model, zeros(model), chunk).sample());
    }

    /** The second of two windows begins its later part at its second observation. */
    @Test
    void aContinuityThatIsNotFiniteNamesWindowAndTime() {
        LatentOde model = new LatentOde(PLAIN, new InferenceOptions(1, 1e-200, 0));
        Observations two = SEEN.slice(0, 2);
        List<Window> chunk = List.of(CHUNK.get(2), new Window(two, SEEN, RandomKey.of(1)));
        List<Window> one = List.of(new Window(SEEN.slice(0, 1), SEEN, RandomKey.of(1)), chunk.get(1));
        assertBlamed("the continuity is Infinity", 1, 0.1, failure(model, zeros(model), chunk));
        assertBlamed("the continuity is Infinity", 1, 0.1, failure(model, zeros(model), one));
    }

    @Test
    void aDivergenceThatIsNotFiniteNamesTheWindow() {
        LatentOde model = new LatentOde(PLAIN);
        double[] at = zeros(model);
        Parameters.Block bias = block(model, "posterior.0.bias");
        at[bias.offset() + 3] = 1000;
        assertBlamed("the divergence is Infinity", 0, Double.NaN, failure(model, at, CHUNK));
    }

    private static double[] zeros(LatentOde model) {
        return new double[model.parameters().size()];
    }

    /** All parameters zero: the rates are one, the path stands still at its noise, which h does not see. */
    @Test
    void constantRatesHaveThePoissonLikelihood() {
        LatentOde model =
                new LatentOde(Shapes.plain(2, 3, Likelihood.gaussian(1)).withIntensity(new IntensityOptions(0, 2)));
        LatentOde without = new LatentOde(Shapes.plain(2, 3, Likelihood.gaussian(1)));
        double[] at = zeros(model);
        double[] logRates = {StrictMath.log(3), StrictMath.log(0.5)};
        Parameters.Block bias = block(model, "intensity.0.bias");
        System.arraycopy(logRates, 0, at, bias.offset(), 2);
        double with = loss(model, at, CHUNK.get(0));
        double base = loss(without, zeros(without), CHUNK.get(0));
        // Strictly between 0 and 1.3 three values of the first channel and two of the second.
        double expected = 3.5 * 1.3 - 3 * logRates[0] - 2 * logRates[1];
        assertEquals(2 * expected, with - base, 1e-12);
        double single = loss(model, at, CHUNK.get(2)) - loss(without, zeros(without), CHUNK.get(2));
        assertEquals(0, single, 1e-15, "one time is no stretch");
        Matrix rates =
                model.newRun(at, 1, FIXED, CheckpointedAdjoint.standard()).intensities(CHUNK.subList(0, 1));
        assertEquals(3, rates.get(0, 4), 1e-14);
        assertEquals(0.5, rates.get(1, 0), 1e-15);
        Matrix drawn =
                model.newRun(at, 7, FIXED, CheckpointedAdjoint.standard()).intensities(CHUNK.get(0), 7);
        assertEquals(CHUNK.get(0).targets().size(), drawn.batch());
        assertEquals(3, drawn.get(0, 4), 1e-14, "the mean of what does not depend on the draw");
    }

    /** The likelihood does not depend on the typical gap, whose rate is taken out of the integral that is solved. */
    @Test
    void theTypicalGapIsNoPartOfTheLikelihood() {
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++) {
            EncoderOptions encoder = new EncoderOptions(EncoderOptions.Cell.GRU, 4, 0, false, i == 0 ? 0.1 : 7);
            LatentOde model =
                    new LatentOde(new LatentOdeOptions(2, encoder, PLAIN.field(), PLAIN.decoder(), PLAIN.features())
                            .withIntensity(new IntensityOptions(4, 1)));
            double[] at = zeros(model);
            Parameters.Block weight = block(model, "intensity.1.weight");
            Parameters.Block bias = block(model, "intensity.0.bias");
            for (int k = 0; k < weight.size(); k++) {
                at[weight.offset() + k] = 0.3;
            }
            for (int k = 0; k < bias.size(); k++) {
                at[bias.offset() + k] = 0.5;
            }
            losses[i] = loss(model, at, CHUNK.get(0));
        }
        assertEquals(losses[0], losses[1], 1e-12);
    }

    /** By Jensen's inequality the mean of the rates is above the rate at the mean, where the logarithm is linear in the state. */
    @Test
    void theMeanOfTheRatesIsNotTheRateOfTheMean() {
        LatentOde model = new LatentOde(
                Shapes.modal(2, 1, 1, 5, 4, 0, new TimeFeatures(List.of())).withIntensity(new IntensityOptions(0, 1)));
        double[] at = model.initialValues(RandomKey.of(3));
        Parameters.Block weight = block(model, "intensity.0.weight");
        for (int k = 0; k < weight.size(); k++) {
            at[weight.offset() + k] = 3;
        }
        int draws = 400;
        LatentOdeRun run = model.newRun(at, draws, FIXED, CheckpointedAdjoint.standard());
        Window asked = new Window(CHUNK.get(0).context(), Observations.at(0.4), RandomKey.of(1));
        Matrix mean = run.intensities(asked, draws);
        Matrix ofMean = run.intensities(List.of(asked));
        assertTrue(mean.get(0, 0) > 1.1 * ofMean.get(0, 0), mean.get(0, 0) + " against " + ofMean.get(0, 0));
    }

    private static Parameters.Block block(LatentOde model, String name) {
        return model.parameters().blocks().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double loss(LatentOde model, double[] at, Window window) {
        return model.newRun(at, 1, FIXED, CheckpointedAdjoint.standard())
                .lossAndGradient(List.of(window), 0, 1, new double[at.length]);
    }

    @Test
    void theTimesChangeNoPrediction() {
        LatentOde timed = new LatentOde(PLAIN.withIntensity(new IntensityOptions(4, 1)));
        LatentOde plain = new LatentOde(PLAIN);
        Matrix with = means(timed);
        Matrix without = means(plain);
        for (int i = 0; i < with.batch(); i++) {
            assertEquals(without.get(0, i), with.get(0, i));
        }
    }

    private static Matrix means(LatentOde model) {
        double[] at = model.initialValues(RandomKey.of(3));
        return model.newRun(at, 3, FIXED, CheckpointedAdjoint.standard()).means(CHUNK);
    }

    @Test
    void probabilitiesAreThoseOfTheScores() {
        LatentOde model = new LatentOde(PLAIN.withClasses(new ClassOptions(3, 0, 1)));
        double[] at = zeros(model);
        Parameters.Block bias = block(model, "classifier.0.bias");
        double[] scores = {0, 1, 800};
        System.arraycopy(scores, 0, at, bias.offset(), 3);
        LatentOdeRun run = model.newRun(at, 3, FIXED, CheckpointedAdjoint.standard());
        Matrix certain = run.classProbabilities(CHUNK);
        assertEquals(3, certain.batch());
        assertEquals(1, certain.get(2, 1), 1e-12, "large scores do not overflow");
        at[bias.offset() + 2] = -1;
        double sum = 1 + StrictMath.E + 1 / StrictMath.E;
        Matrix soft = run.classProbabilities(CHUNK);
        assertEquals(StrictMath.E / sum, soft.get(1, 0), 1e-15);
        assertEquals(1, soft.get(0, 2) + soft.get(1, 2) + soft.get(2, 2), 1e-15);
    }

    @Test
    void whatTheModelHasNotIsRefused() {
        LatentOde plain = new LatentOde(PLAIN);
        LatentOdeRun run = plain.newRun(zeros(plain), 3, FIXED, CheckpointedAdjoint.standard());
        assertMessage("the model has no intensity", () -> run.intensities(CHUNK));
        assertMessage("the model has no intensity", () -> run.intensities(CHUNK.get(0), 3));
        assertMessage("the model has no classes", () -> run.classProbabilities(CHUNK));
        LatentOde two = new LatentOde(PLAIN.withClasses(new ClassOptions(2, 0, 1)));
        assertMessage("label 2 is none of 2 classes", () -> loss(two, zeros(two), CHUNK.get(0)));
        assertMessage("classes must be at least 2: 1", () -> new ClassOptions(1, 0, 1));
        assertMessage("label must be at least -1: -2", () -> CHUNK.get(0).labelled(-2));
        assertMessage(
                "the weight of the observation times must not be negative: NaN",
                () -> new IntensityOptions(0, Double.NaN));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(RuntimeException.class, code).getMessage());
    }
}
