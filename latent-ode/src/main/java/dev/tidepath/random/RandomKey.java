package dev.tidepath.random;

/**
 * A key of counter-based random numbers: the n-th number of a key is a function of the key and n alone. Keys are derived
 * from keys by what they are for (purpose, epoch, series, path), so that results do not depend on batches or threads.
 *
 * <p>The mixing function is the finaliser of SplitMix64, variant 13 of Stafford (Steele, Lea and Flood 2014,
 * doi:10.1145/2660193.2660195), applied twice over key and counter. Immutable.
 */
public final class RandomKey {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** Keeps names apart from numbers. */
    private static final long NAMES = 0xD1B54A32D192ED03L;

    private static final double UNIT = 0x1.0p-53;

    private final long key;

    private RandomKey(long key) {
        this.key = key;
    }

    /**
     * The root key of a seed.
     *
     * @param seed any number
     * @return the key
     */
    public static RandomKey of(long seed) {
        return new RandomKey(mix(seed + GOLDEN));
    }

    /**
     * The key for one of several numbered uses, such as an epoch or a path.
     *
     * @param number which one
     * @return another key
     */
    public RandomKey derive(long number) {
        return new RandomKey(bits(~number));
    }

    /**
     * The key for a named use, such as a purpose or a series id.
     *
     * @param name its name
     * @return another key
     */
    public RandomKey derive(String name) {
        long hash = NAMES + name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash * GOLDEN + name.charAt(i));
        }
        return derive(hash);
    }

    /**
     * 64 random bits.
     *
     * @param counter which number of this key
     * @return the bits
     */
    public long bits(long counter) {
        return mix(mix(key ^ (counter * GOLDEN)) + key);
    }

    /**
     * A uniform number.
     *
     * @param counter which number of this key
     * @return a multiple of 2⁻⁵³ in [0, 1)
     */
    public double uniform(long counter) {
        return (bits(counter) >>> 11) * UNIT;
    }

    /**
     * A uniform whole number.
     *
     * @param counter which number of this key
     * @param bound positive
     * @return from zero to {@code bound − 1}
     */
    public int below(long counter, int bound) {
        return (int) (uniform(counter) * bound);
    }

    /**
     * A standard normal number, by the transform of Box and Muller (1958, doi:10.1214/aoms/1177706645) in
     * {@link StrictMath}.
     *
     * @param counter which number of this key
     * @return a draw from N(0, 1)
     */
    public double gaussian(long counter) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * counter)));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * counter + 1));
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
