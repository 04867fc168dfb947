package dev.tidepath.forecasting;

/**
 * What a channel is, the same in every series of a set.
 *
 * @param name the channel's name
 * @param role what it is to a forecast
 * @param domain which values it can take
 */
public record ChannelSpec(String name, Role role, Domain domain) {

    /**
     * A channel to forecast that can take any value.
     *
     * @param name the channel's name
     * @return what it is
     */
    public static ChannelSpec target(String name) {
        return new ChannelSpec(name, Role.TARGET, Domain.REAL);
    }
}
