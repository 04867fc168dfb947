package dev.tidepath.io;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values channels can take.
 *
 * @param targets of channels to forecast that are not named
 * @param named of channels by name
 */
record Domains(Domain targets, Map<String, Domain> named) {

    static final Domains REAL = new Domains(Domain.REAL, Map.of());

    Domains {
        named = Map.copyOf(named);
    }

    Domains with(String name, Domain domain) {
        Map<String, Domain> more = new LinkedHashMap<>(named);
        more.put(name, domain);
        return new Domains(targets, more);
    }

    Domain of(String name, Role role) {
        return named.getOrDefault(name, role == Role.TARGET ? targets : Domain.REAL);
    }

    /** Names for which there is no channel. */
    List<String> unknown(List<String> channels) {
        return named.keySet().stream()
                .filter(n -> !channels.contains(n))
                .sorted()
                .toList();
    }
}
