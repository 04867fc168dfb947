package dev.tidepath.io;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The names of a file's or table's columns, and the look-up of those that are asked for.
 *
 * @param names in order, as written
 * @param where the header's place in the words of messages
 */
record ColumnNames(List<String> names, String where) {

    /** Checks that every wanted channel is there; all that are not are told together. */
    void requireChannels(List<String> wanted) {
        List<String> unknown =
                wanted.stream().distinct().filter(w -> !names.contains(w)).toList();
        if (!unknown.isEmpty()) {
            throw unknown(unknown, "channel");
        }
    }

    /** Checks that every wanted name is there once; all that are not are told together. */
    void require(List<String> wanted) {
        List<String> unknown =
                wanted.stream().distinct().filter(w -> !names.contains(w)).toList();
        if (!unknown.isEmpty()) {
            throw unknown(unknown, "column");
        }
        for (String name : wanted) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw InputException.data(
                        "TP-D018",
                        where,
                        "two columns are named '" + name + "': " + positions(name),
                        "rename one of them, or let the later one be '" + name + "_2': --rename-dups");
            }
        }
    }

    /** The column of a name that {@link #require} has found. */
    ColumnRef get(String name) {
        return new ColumnRef(name, names.indexOf(name));
    }

    private InputException unknown(List<String> unknown, String noun) {
        Set<String> meant = new LinkedHashSet<>();
        for (String name : unknown) {
            Optional<String> nearest = NearestName.of(name, names);
            nearest.ifPresent(meant::add);
        }
        String hint = meant.isEmpty()
                ? noun.equals("column")
                        ? "name columns as the header writes them"
                        : "name channels as the column writes them"
                : "did you mean " + Phrases.names(List.copyOf(new ArrayList<>(meant))) + "?";
        return InputException.data(
                "TP-D019",
                where,
                "there is no " + noun + " " + Phrases.names(unknown).replace(" and ", " or ") + "; the " + noun
                        + "s are " + Phrases.names(names),
                hint);
    }

    private String positions(String name) {
        return "columns "
                + Phrases.and(IntStream.range(0, names.size())
                        .filter(i -> names.get(i).equals(name))
                        .mapToObj(i -> Integer.toString(i + 1))
                        .toList());
    }
}
