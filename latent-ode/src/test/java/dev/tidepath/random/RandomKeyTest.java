package dev.tidepath.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomKeyTest {

    private static final int DRAWS = 100_000;

    /** The bound of every statistic: five standard errors; the keys are fixed, so it holds always or never. */
    private static final double ERRORS = 5;

    /** Keys as the project makes them, and seeds that a weak mixer would confuse. */
    private static Stream<RandomKey> keys() {
        return Stream.of(
                RandomKey.of(0),
                RandomKey.of(-1),
                RandomKey.of(1L << 63),
                RandomKey.of(1).derive("training").derive(3).derive(1),
                RandomKey.of(1).derive("forecast").derive(""));
    }

    @Test
    void theSameKeyGivesTheSameNumbersInAnyOrder() {
        RandomKey a = RandomKey.of(42).derive("epoch").derive(7);
        RandomKey b = RandomKey.of(42).derive("epoch").derive(7);
        double later = a.gaussian(1000);
        for (int i = 0; i < 100; i++) {
            assertEquals(a.bits(i), b.bits(i));
            assertEquals(a.gaussian(i), b.gaussian(i));
        }
        assertEquals(later, b.gaussian(1000));
    }

    /** Values of the Javadoc's formula in Python 3.11 (integers modulo 2⁶⁴, its own log and cos). */
    @Test
    void theNumbersNeverChange() {
        RandomKey key = RandomKey.of(1).derive("series").derive(2);
        assertEquals(116821379890807588L, key.bits(0));
        assertEquals(-0.11258689254170345, key.gaussian(0), 1e-15);
    }

    @Test
    void seedsNumbersAndNamesGiveDifferentKeys() {
        Set<Long> first = new HashSet<>();
        RandomKey root = RandomKey.of(9);
        int n = 20_000;
        for (int i = -n; i < n; i++) {
            first.add(RandomKey.of(i).bits(0));
            first.add(root.derive(i).bits(0));
            first.add(root.derive("series-" + i).bits(0));
            first.add(root.derive(Integer.toString(i)).bits(0));
        }
        assertEquals(4 * 2 * n, first.size());
    }

    @Test
    void namesDoNotCollideTrivially() {
        RandomKey root = RandomKey.of(9);
        List<String> names = List.of(
                "", "a", "b", "ab", "ba", "aa", "aaa", "\0", "\0\0", " ", "  ", "A", "é", "1", "2", "12", "21", "Aa",
                "BB");
        Set<Long> bits = new HashSet<>();
        names.forEach(name -> bits.add(root.derive(name).bits(0)));
        assertEquals(names.size(), bits.size());
        assertNotEquals(
                root.derive("ab").derive("c").bits(0),
                root.derive("a").derive("bc").bits(0));
        assertNotEquals(
                root.derive("a").derive("b").bits(0),
                root.derive("b").derive("a").bits(0));
        assertNotEquals(root.derive("1").bits(0), root.derive(1).bits(0));
        assertNotEquals(root.derive("").bits(0), root.derive(0).bits(0));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void uniformNumbersAreUniform(RandomKey key) {
        double[] u = LongStream.range(0, DRAWS).mapToDouble(key::uniform).toArray();
        assertTrue(Arrays.stream(u).allMatch(v -> v >= 0 && v < 1));
        assertEquals(0.5, mean(u), ERRORS * Math.sqrt(1 / 12.0 / DRAWS));
        int bins = 128;
        double[] counts = new double[bins];
        Arrays.stream(u).forEach(v -> counts[(int) (bins * v)]++);
        assertChiSquare(counts);
        double[] pairs = new double[bins];
        for (int i = 0; i + 1 < DRAWS; i += 2) {
            pairs[8 * (int) (16 * u[i]) + (int) (8 * u[i + 1])]++;
        }
        assertChiSquare(pairs);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void gaussianNumbersAreStandardNormal(RandomKey key) {
        double[] z = LongStream.range(0, DRAWS).mapToDouble(key::gaussian).toArray();
        assertEquals(0, moment(z, 1), ERRORS * Math.sqrt(1.0 / DRAWS));
        assertEquals(1, moment(z, 2), ERRORS * Math.sqrt(2.0 / DRAWS));
        assertEquals(0, moment(z, 3), ERRORS * Math.sqrt(15.0 / DRAWS));
        assertEquals(3, moment(z, 4), ERRORS * Math.sqrt(96.0 / DRAWS));
        double[] next = LongStream.range(0, DRAWS)
                .mapToDouble(i -> z[(int) i] * key.gaussian(i + 1))
                .toArray();
        assertEquals(0, mean(next), ERRORS * Math.sqrt(1.0 / DRAWS));
    }

    /** The first number of many sibling keys, which is how paths and windows are drawn. */
    @Test
    void siblingsAreIndependentToo() {
        RandomKey parent = RandomKey.of(3).derive("path");
        double[] z = IntStream.range(0, DRAWS)
                .mapToDouble(i -> parent.derive(i).gaussian(0))
                .toArray();
        assertEquals(0, moment(z, 1), ERRORS * Math.sqrt(1.0 / DRAWS));
        assertEquals(1, moment(z, 2), ERRORS * Math.sqrt(2.0 / DRAWS));
        double[] products =
                IntStream.range(0, DRAWS - 1).mapToDouble(i -> z[i] * z[i + 1]).toArray();
        assertEquals(0, mean(products), ERRORS * Math.sqrt(1.0 / DRAWS));
    }

    @Test
    void wholeNumbersStayBelowTheirBound() {
        RandomKey key = RandomKey.of(8);
        double[] counts = new double[7];
        for (int i = 0; i < DRAWS; i++) {
            counts[key.below(i, 7)]++;
        }
        assertChiSquare(counts);
        assertEquals(0, key.below(5, 1));
        assertTrue(key.below(5, Integer.MAX_VALUE) >= 0);
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double moment(double[] x, int power) {
        return Arrays.stream(x).map(v -> Math.pow(v, power)).sum() / x.length;
    }

    private static void assertChiSquare(double[] counts) {
        double expected = Arrays.stream(counts).sum() / counts.length;
        double chi = Arrays.stream(counts)
                .map(c -> (c - expected) * (c - expected) / expected)
                .sum();
        double freedom = counts.length - 1;
        assertEquals(freedom, chi, ERRORS * Math.sqrt(2 * freedom));
    }
}
