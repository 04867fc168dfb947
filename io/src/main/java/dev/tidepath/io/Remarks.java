package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;

/** What there is to tell about a reading: notes on what was chosen, and warnings of what may be wrong. */
final class Remarks {

    private static final int SHOWN = 5;

    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void note(String text) {
        notes.add(text);
    }

    void warn(String text) {
        warnings.add(text);
    }

    List<String> notes() {
        return notes;
    }

    /** All warnings, or the first few and how many more there are. */
    List<String> warnings() {
        if (warnings.size() <= SHOWN + 1) {
            return warnings;
        }
        List<String> shown = new ArrayList<>(warnings.subList(0, SHOWN));
        shown.add("and " + Phrases.count(warnings.size() - SHOWN, "more warning"));
        return shown;
    }

    /** Refuses data that there is a warning of. */
    void requireNoWarning(Origin origin) {
        if (!warnings.isEmpty()) {
            throw InputException.data(
                    "TP-D059",
                    origin.name(),
                    "under --strict a warning is an error: " + String.join("; ", warnings()),
                    "mend the data, or leave --strict out");
        }
    }
}
