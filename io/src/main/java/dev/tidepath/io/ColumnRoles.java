package dev.tidepath.io;

import dev.tidepath.forecasting.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns play which role. In the wide layout each value column and covariate is a channel; in the long layout one
 * column names the channel and one holds the value, and covariates are names of channels.
 *
 * @param time the time column
 * @param id the column that tells the series apart, if any
 * @param channel the column that names the channel, in the long layout
 * @param values the columns to forecast; in the long layout the one column of values
 * @param targets channels to forecast in the long layout; all that are no covariates if empty
 * @param past past covariates
 * @param known known-future covariates
 * @param statics columns that are constant within a series
 * @param error the column of the value's standard deviations, if any
 * @param main what channels are that are not named as covariates
 */
record ColumnRoles(
        String time,
        Optional<String> id,
        Optional<String> channel,
        List<String> values,
        List<String> targets,
        List<String> past,
        List<String> known,
        List<String> statics,
        Optional<String> error,
        Role main) {

    ColumnRoles {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names(time, id, channel, values, past, known, statics, error)) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("column '" + name + "' is given two roles");
            }
        }
        if (channel.isPresent() && values.size() != 1) {
            throw new IllegalArgumentException("the long layout has one column of values, not " + values.size());
        }
        if (channel.isEmpty() && !targets.isEmpty()) {
            throw new IllegalArgumentException("targets are named in the long layout only");
        }
        if (error.isPresent() && (values.size() != 1)) {
            throw new IllegalArgumentException("errors are those of one column of values, not of " + values.size());
        }
        Set<String> roles = new LinkedHashSet<>();
        for (String name : concat(targets, past, known)) {
            if (!roles.add(name)) {
                throw new IllegalArgumentException("channel '" + name + "' is given two roles");
            }
        }
    }

    /** The wide layout without covariates. */
    static ColumnRoles of(String time, Optional<String> id, List<String> values) {
        return new ColumnRoles(
                time,
                id,
                Optional.empty(),
                values,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Role.TARGET);
    }

    boolean isLong() {
        return channel.isPresent();
    }

    /** All columns that play a role. */
    List<String> names() {
        return names(time, id, channel, values, past, known, statics, error);
    }

    /** The columns that are channels, in the wide layout. */
    List<String> measured() {
        return isLong() ? List.of() : concat(values, past, known);
    }

    /** What a channel is to a forecast; empty if it is left out. */
    Optional<Role> role(String name) {
        if (past.contains(name)) {
            return Optional.of(Role.PAST);
        }
        if (known.contains(name)) {
            return Optional.of(Role.KNOWN);
        }
        boolean target = isLong() ? targets.isEmpty() || targets.contains(name) : values.contains(name);
        return target ? Optional.of(main) : Optional.empty();
    }

    private static List<String> names(
            String time,
            Optional<String> id,
            Optional<String> channel,
            List<String> values,
            List<String> past,
            List<String> known,
            List<String> statics,
            Optional<String> error) {
        List<String> all = new ArrayList<>();
        all.add(time);
        id.ifPresent(all::add);
        channel.ifPresent(all::add);
        all.addAll(values);
        if (channel.isEmpty()) {
            all.addAll(past);
            all.addAll(known);
        }
        all.addAll(statics);
        error.ifPresent(all::add);
        return all;
    }

    private static List<String> concat(List<String> a, List<String> b, List<String> c) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        return all;
    }
}
