package dev.tidepath.io;

import java.util.List;
import java.util.Locale;

/** What the name of a column suggests of its role; never more than a hint among others. */
enum ColumnHint {
    /** A whole time. */
    TIME(
            "time timestamp datetime date ts t mjd jd hjd bjd epoch when elapsed year yr day days hour hours minute minutes"
                    + " second seconds sec month week age"),
    /** A part of a time. */
    PART("year yr month mon day dom hour hr minute second quarter week weekday date time"),
    /** A time of day. */
    CLOCK("time clock hour"),
    /** Series. */
    ID(
            "id ids uid key series recordid patient subject station site sensor device machine pump store customer user location"
                    + " origin region country name symbol ticker stay record trajectory star object player stock"),
    /** Channels. */
    CHANNEL(
            "channel variable var parameter param item metric measure measurement signal tag feature analyte element quantity"
                    + " band filter attribute test kind what type"),
    /** The column of values in the long layout. */
    VALUE("value val reading y obs observation result"),
    /** Standard deviations. */
    ERROR("err error se sd sigma std stderr uncertainty unc");

    private static final int NONE = Integer.MAX_VALUE;

    private final String words;

    ColumnHint(String words) {
        this.words = words;
    }

    /** How usual a name is for this role: zero for the most usual, the largest {@code int} for one that does not fit. */
    int rank(String name) {
        List<String> all = List.of(words.split(" ", -1));
        String lower = name.strip().toLowerCase(Locale.ROOT);
        int whole = all.indexOf(lower);
        if (whole >= 0 || this == PART) {
            return whole >= 0 ? whole : NONE;
        }
        int best = NONE;
        for (String token : lower.split("[^\\p{L}\\d]+", -1)) {
            int at = all.indexOf(token);
            best = at >= 0 && token.length() > 1 ? Math.min(best, at + all.size()) : best;
        }
        return best;
    }

    boolean fits(String name) {
        return rank(name) < NONE;
    }
}
