package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The complaint that times are written in ways that do not go together.
 *
 * @param code of the message
 * @param line where the latest way comes first
 * @param what is wrong
 * @param hint what to do
 */
record TimeWays(String code, long line, String what, String hint) {

    /**
     * Cells written one way.
     *
     * @param pattern how
     * @param example the first one
     * @param line where it is
     * @param count how many there are
     */
    record Way(TimePattern pattern, String example, long line, long count) {}

    /** The complaint, if there is one, about ways that are read and ways that are not. */
    static Optional<TimeWays> of(List<Way> read, List<Way> unread, boolean zoneKnown, Origin origin) {
        List<Way> all = new ArrayList<>(read);
        all.addAll(unread);
        Set<TimePattern.Kind> kinds =
                all.stream().map(w -> w.pattern().kind()).collect(Collectors.toCollection(TreeSet::new));
        boolean clocks = kinds.stream().anyMatch(TimePattern.Kind::isOfAClock);
        boolean instants = kinds.contains(TimePattern.Kind.ZONED) || kinds.contains(TimePattern.Kind.EPOCH);
        boolean apart = (kinds.contains(TimePattern.Kind.NUMBER) || kinds.contains(TimePattern.Kind.ELAPSED))
                && kinds.size() > 1;
        boolean zoneMissing = clocks && instants && !zoneKnown;
        if (unread.isEmpty() && !apart && !zoneMissing) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (Way way : all) {
            parts.add(way.pattern().kind().words() + " such as " + Phrases.quote(way.example()) + " ("
                    + Phrases.count(way.count(), "row") + ", first in " + origin.rowWord() + " " + way.line() + ")");
        }
        boolean zones = zoneMissing && kinds.size() == 2 && !kinds.contains(TimePattern.Kind.DATE);
        boolean sizes = kinds.stream().allMatch(k -> k == TimePattern.Kind.NUMBER || k == TimePattern.Kind.EPOCH);
        return Optional.of(new TimeWays(
                zones ? "TP-D029" : sizes ? "TP-D034" : "TP-D025",
                all.stream().mapToLong(Way::line).max().orElse(0),
                "times are written in " + all.size() + " ways: " + Phrases.and(parts),
                zones
                        ? "give every time an offset, or name the zone of those without one: --zone"
                        : advice(all, apart)));
    }

    private static String advice(List<Way> all, boolean apart) {
        String one = "write every time in one way";
        return apart
                ? one
                : one + ", or name each: "
                        + all.stream()
                                .map(w -> "--time-format \"" + w.pattern().textFor(w.example()) + "\"")
                                .distinct()
                                .collect(Collectors.joining(" "));
    }
}
