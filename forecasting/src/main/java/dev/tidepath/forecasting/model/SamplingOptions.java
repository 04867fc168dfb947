package dev.tidepath.forecasting.model;

/**
 * How joint sample paths are drawn.
 *
 * @param seed seed of every random number
 * @param paths how many a forecast holds
 */
public record SamplingOptions(long seed, int paths) {

    static SamplingOptions of(ModelSettings settings) {
        return new SamplingOptions(settings.seed(), settings.paths());
    }
}
