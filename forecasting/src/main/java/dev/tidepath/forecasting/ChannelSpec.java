package dev.tidepath.forecasting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /**
     * The channel in the words of a message.
     *
     * @return its name, with role and domain where they are not the usual ones, such as {@code flow (positive)}
     */
    public String text() {
        List<String> apart = new ArrayList<>();
        if (role != Role.TARGET) {
            apart.add(role.name().toLowerCase(Locale.ROOT));
        }
        if (domain.kind() != Domain.Kind.REAL) {
            apart.add(domain.text());
        }
        return apart.isEmpty() ? name : name + " (" + String.join(", ", apart) + ")";
    }
}
