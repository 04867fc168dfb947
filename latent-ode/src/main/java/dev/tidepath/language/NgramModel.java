package dev.tidepath.language;

import java.util.Arrays;

/**
 * An n-gram model: interpolated Kneser–Ney smoothing with three discounts (Chen and Goodman 1999, An empirical study of
 * smoothing techniques for language modeling, doi:10.1006/csla.1999.0128). With h the m − 1 tokens before w and h' those but
 * the first,
 *
 * <pre>
 * p_m(w | h) = (c(h w) − D(c(h w)))₊ / c(h ·) + γ(h) p_{m−1}(w | h'),   γ(h) = Σ_k D_k N_k(h) / c(h ·),   p_0 = 1 / tokens
 * D_k = k − (k + 1) Y n_{k+1} / n_k  for k = 1, 2 and 3 or more,        Y = n₁ / (n₁ + 2 n₂)
 * </pre>
 *
 * where c counts occurrences at the highest order and different left neighbours below, n_k is how many n-grams are counted k
 * times, N_k(h) how many tokens are after h. A history that was never seen gives way to the shorter one. Where the counts of counts
 * cannot give discounts, each is one half.
 *
 * <p>Immutable, shared by threads.
 */
public final class NgramModel {

    private static final int CLASSES = 3;
    private static final double OTHERWISE = 0.5;

    private final int tokens;
    private final Level[] levels;

    private NgramModel(int tokens, Level[] levels) {
        this.tokens = tokens;
        this.levels = levels;
    }

    /** The n-grams of one length. An n-gram is a number whose digits are its tokens, the last one lowest. */
    private record Level(
            long[] grams, int[] counts, long[] histories, double[] totals, double[] passedOn, double[] discounts) {

        /** From the n-grams with repetitions, sorted. */
        static Level of(long[] sorted, int tokens) {
            long[] grams = distinct(sorted);
            int[] counts = new int[grams.length];
            int at = -1;
            for (int i = 0; i < sorted.length; i++) {
                at += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
                counts[at]++;
            }
            double[] discounts = discounts(counts);
            long[] histories =
                    distinct(Arrays.stream(grams).map(g -> g / tokens).toArray());
            double[] totals = new double[histories.length];
            double[] passedOn = new double[histories.length];
            int h = 0;
            for (int i = 0; i < grams.length; i++) {
                h += grams[i] / tokens == histories[h] ? 0 : 1;
                totals[h] += counts[i];
                passedOn[h] += discount(discounts, counts[i]);
            }
            return new Level(grams, counts, histories, totals, passedOn, discounts);
        }

        private static long[] distinct(long[] sorted) {
            return Arrays.stream(sorted).distinct().toArray();
        }

        private static double[] discounts(int[] counts) {
            double[] n = new double[CLASSES + 2];
            for (int c : counts) {
                if (c <= CLASSES + 1) {
                    n[c]++;
                }
            }
            double y = n[1] / (n[1] + 2 * n[2]);
            double[] d = new double[CLASSES];
            for (int k = 1; k <= CLASSES; k++) {
                d[k - 1] = k - (k + 1) * y * n[k + 1] / n[k];
                if (n[k] == 0 || n[k + 1] == 0 || !(d[k - 1] >= 0)) {
                    Arrays.fill(d, OTHERWISE);
                    return d;
                }
            }
            return d;
        }

        static double discount(double[] discounts, int count) {
            return discounts[Math.min(count, CLASSES) - 1];
        }

        /** How the next longer estimate comes of the shorter one; unchanged after a history that was never seen. */
        double refine(long history, long gram, double shorter) {
            int h = Arrays.binarySearch(histories, history);
            if (h < 0) {
                return shorter;
            }
            int i = Arrays.binarySearch(grams, gram);
            double own = i < 0 ? 0 : counts[i] - discount(discounts, counts[i]);
            return (own + passedOn[h] * shorter) / totals[h];
        }
    }

    /**
     * Counts a text.
     *
     * @param text tokens from 0, more than {@code order} of them
     * @param tokens how many different tokens there may be
     * @param order n, the length of the longest n-grams, positive
     * @return the model
     * @throws IllegalArgumentException if a token is out of range, the text is too short, or n-grams of that length are more
     *     than 64 bits can number
     */
    public static NgramModel of(int[] text, int tokens, int order) {
        if (order < 1 || text.length <= order) {
            throw new IllegalArgumentException("order " + order + " for a text of " + text.length + " tokens");
        }
        if (order * StrictMath.log(tokens) > StrictMath.log(Long.MAX_VALUE)) {
            throw new IllegalArgumentException("sequences of " + order + " of " + tokens + " tokens are too many");
        }
        Tokens.requireIn(text, tokens);
        Level[] levels = new Level[order];
        for (int m = 1; m <= order; m++) {
            long[] grams = m == order ? grams(text, tokens, m) : suffixes(grams(text, tokens, m + 1), tokens, m);
            Arrays.sort(grams);
            levels[m - 1] = Level.of(grams, tokens);
        }
        return new NgramModel(tokens, levels);
    }

    private static long[] grams(int[] text, int tokens, int length) {
        long[] all = new long[text.length - length + 1];
        Arrays.setAll(all, i -> code(text, i, i + length, tokens));
        return all;
    }

    private static long code(int[] text, int from, int to, int tokens) {
        long code = 0;
        for (int i = from; i < to; i++) {
            code = code * tokens + text[i];
        }
        return code;
    }

    /** The last tokens of the different n-grams of one more token: each as often as it has different left neighbours. */
    private static long[] suffixes(long[] longer, int tokens, int length) {
        long modulus = 1;
        for (int i = 0; i < length; i++) {
            modulus *= tokens;
        }
        long size = modulus;
        return Arrays.stream(longer).distinct().map(g -> g % size).toArray();
    }

    /**
     * The probability of a token after those before it.
     *
     * @param text tokens of those that the model knows; any text, it need not be the one it was made of
     * @param at index of the token
     * @return above 0, at most 1
     */
    public double probability(int[] text, int at) {
        double p = 1.0 / tokens;
        for (int m = 1; m <= levels.length && m <= at + 1; m++) {
            long history = code(text, at - m + 1, at, tokens);
            p = levels[m - 1].refine(history, history * tokens + text[at], p);
        }
        return p;
    }

    /**
     * The mean of {@code −log₂ p} over neighbouring tokens of a text, each after all those before it.
     *
     * @param text tokens
     * @param from index of the first token that is scored
     * @param to index after the last
     * @return bits a token
     * @throws IllegalArgumentException if a token is not known, or there is none between the two places
     */
    public double bits(int[] text, int from, int to) {
        Tokens.requireIn(text, tokens);
        if (from < 0 || to <= from || to > text.length) {
            throw new IllegalArgumentException("tokens " + from + " to " + to + " of " + text.length);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum -= StrictMath.log(probability(text, i));
        }
        return sum / (StrictMath.log(2) * (to - from));
    }
}
