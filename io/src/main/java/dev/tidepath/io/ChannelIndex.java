package dev.tidepath.io;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels of a file in the order they come first, with what was seen of each. */
final class ChannelIndex {

    /** A file with more channels than this most likely has another column in this role. */
    static final int MOST = 1_000;

    /** One channel. */
    static final class Entry {
        private final String name;
        private final int index;
        private final Optional<ChannelSpec> spec;
        private final ValueRange range = new ValueRange();
        private long observed;

        private Entry(String name, int index, Optional<ChannelSpec> spec) {
            this.name = name;
            this.index = index;
            this.spec = spec;
        }

        String name() {
            return name;
        }

        int index() {
            return index;
        }

        /** Which values it can take. */
        Domain domain() {
            return spec.map(ChannelSpec::domain).orElse(Domain.REAL);
        }

        /** Whether it has a role. */
        boolean isRead() {
            return spec.isPresent();
        }

        boolean isObserved() {
            return observed > 0;
        }

        long observed() {
            return observed;
        }

        /** The extremes of its values. */
        ValueRange range() {
            return range;
        }

        void observe(double value) {
            observed++;
            range.add(value);
        }
    }

    private final ColumnRoles roles;
    private final Domains domains;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byName = new HashMap<>();

    ChannelIndex(ColumnRoles roles, Domains domains) {
        this.roles = roles;
        this.domains = domains;
    }

    /** The channel of a name, a new one if there is none yet. */
    Entry entry(String name) {
        Entry known = byName.get(name);
        if (known != null) {
            return known;
        }
        Optional<Role> role = roles.role(name);
        Entry entry = new Entry(name, entries.size(), role.map(r -> new ChannelSpec(name, r, domains.of(name, r))));
        entries.add(entry);
        byName.put(name, entry);
        return entry;
    }

    /** A channel without a role, which is not in the index. */
    Entry none() {
        return new Entry("", -1, Optional.empty());
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    int size() {
        return entries.size();
    }

    List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    /** By index; empty for channels without a role or without a value. */
    List<Optional<ChannelSpec>> specs() {
        return entries.stream()
                .map(e -> e.isObserved() || !e.isRead() ? e.spec : Optional.<ChannelSpec>empty())
                .toList();
    }

    void addRemarks(Remarks remarks) {
        for (Entry entry : entries) {
            if (entry.isRead()) {
                entry.range
                        .sentinel()
                        .ifPresent(words -> remarks.warn("TP-D043: " + words + " in '" + Phrases.oneLine(entry.name)
                                + "', far from all other values; if it says that nothing was observed, add --missing"
                                + " with it"));
                entry.range
                        .spread()
                        .ifPresent(span -> remarks.warn("TP-D049: the sizes in '" + Phrases.oneLine(entry.name)
                                + "' range from " + span + "; are the units the same?"));
            }
        }
        List<String> unread =
                entries.stream().filter(e -> !e.isRead()).map(Entry::name).toList();
        if (!unread.isEmpty()) {
            remarks.note("channels left out, as they are not named: " + Phrases.names(unread));
        }
        List<String> empty = entries.stream()
                .filter(e -> e.isRead() && !e.isObserved())
                .map(Entry::name)
                .toList();
        if (!empty.isEmpty()) {
            remarks.warn("left out, as nothing was observed: " + Phrases.names(empty));
        }
    }

    /** Refuses names of channels that the file has not. */
    void requireNamed(String where) {
        List<String> wanted = new ArrayList<>(roles.targets());
        wanted.addAll(roles.past());
        wanted.addAll(roles.known());
        wanted.addAll(domains.unknown(List.of()));
        ColumnNames names = new ColumnNames(names(), where);
        names.requireChannels(wanted);
    }
}
