package dev.tidepath.latent;

import dev.tidepath.tensor.Matrix;

/**
 * What a {@link TokenTransformer} sees at a position: what was told last, as tokens and when, and the time that is asked for. Times
 * τ are seen from the window's end, as {@code sin ωτ, cos ωτ} with frequencies from the horizon's to the gap's, {@code sign τ
 * ln(1 + |τ|/gap)}, and the time features.
 */
final class TokenEncoding {

    private static final int FREQUENCIES = 8;
    /** The longest period is eight horizons. */
    private static final double SLOWEST = StrictMath.PI / 4;

    private final TokenOptions options;
    private final ValueTokens tokens;
    private final int values;
    private final int ofTime;

    TokenEncoding(TokenOptions options, ValueTokens tokens) {
        this.options = options;
        this.tokens = tokens;
        values = options.channels() * (options.intervals() + 1);
        ofTime = 2 * FREQUENCIES + 1 + options.features().size();
    }

    /** Rows of a position: tokens, their centres, whether it is empty, whether nothing was told, the times asked for and told. */
    int size() {
        return values + 2 + 2 * ofTime;
    }

    /**
     * Encodes one sequence.
     *
     * @param window it is of
     * @param asked times at open positions
     * @param into positions × {@link #size} rows, zeros in the lane
     * @param lane to write to
     */
    void encode(Window window, double[] asked, Matrix into, int lane) {
        Observations context = window.context();
        int read = options.read();
        int base = Math.max(0, context.size() - read);
        int first = read - context.size() + base;
        double[] told = base > 0 ? seen(context.time(base - 1), window) : new double[0];
        for (int p = 0; p < first; p++) {
            into.set(p * size() + values, lane, 1);
        }
        for (int i = base; i < context.size(); i++) {
            double[] now = seen(context.time(i), window);
            place(first + i - base, context, i - 1, told, now, into, lane);
            told = now;
        }
        for (int q = 0; q < options.asked(); q++) {
            if (q < asked.length) {
                place(read + q, context, context.size() - 1, told, seen(asked[q], window), into, lane);
            } else {
                into.set((read + q) * size() + values, lane, 1);
            }
        }
    }

    private void place(
            int position, Observations context, int last, double[] told, double[] asked, Matrix into, int lane) {
        int from = position * size();
        for (int k = last < 0 ? 0 : context.first(last); last >= 0 && k < context.first(last + 1); k++) {
            int channel = context.channel(k);
            int token = tokens.token(context.value(k));
            into.set(from + channel * options.intervals() + token, lane, 1);
            into.set(from + options.channels() * options.intervals() + channel, lane, tokens.centre(token));
        }
        into.set(from + values + 1, lane, last < 0 ? 1 : 0);
        for (int j = 0; j < ofTime; j++) {
            into.set(from + values + 2 + j, lane, asked[j]);
            into.set(from + values + 2 + ofTime + j, lane, last < 0 ? 0 : told[j]);
        }
    }

    private double[] seen(double time, Window window) {
        double since = time - window.end();
        double[] seen = new double[ofTime];
        double fastest = Math.max(2 * SLOWEST, StrictMath.PI / options.gap());
        double ratio = StrictMath.pow(fastest / SLOWEST, 1.0 / (FREQUENCIES - 1));
        double frequency = SLOWEST;
        for (int j = 0; j < FREQUENCIES; j++) {
            seen[2 * j] = StrictMath.sin(frequency * since);
            seen[2 * j + 1] = StrictMath.cos(frequency * since);
            frequency *= ratio;
        }
        seen[2 * FREQUENCIES] = Math.copySign(StrictMath.log1p(Math.abs(since) / options.gap()), since);
        double[] features = new double[options.features().size()];
        options.features().at(time, features);
        System.arraycopy(features, 0, seen, 2 * FREQUENCIES + 1, features.length);
        return seen;
    }
}
