package dev.tidepath.io;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns play which role.
 *
 * @param time the time column
 * @param id the column that tells the series apart, if any
 * @param values the value columns
 */
record ColumnRoles(String time, Optional<String> id, List<String> values) {

    ColumnRoles {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names(time, id, values)) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("column '" + name + "' is given two roles");
            }
        }
    }

    /** All columns that play a role. */
    List<String> names() {
        return names(time, id, values);
    }

    private static List<String> names(String time, Optional<String> id, List<String> values) {
        List<String> all = new ArrayList<>();
        all.add(time);
        id.ifPresent(all::add);
        all.addAll(values);
        return all;
    }
}
