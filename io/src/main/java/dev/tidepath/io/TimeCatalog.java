package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways to write times that are recognised without being told, and the words that name the others. */
final class TimeCatalog {

    /** Dates whose order can be mistaken: day first, and the same with the month first. */
    private static final Map<String, String> MONTH_FIRST = Map.of("d/M/yyyy", "M/d/yyyy", "d-M-yyyy", "M-d-yyyy");

    private static final List<String> DATES = List.of(
            "yyyy-MM-dd",
            "yyyy-M-d",
            "yyyy/M/d",
            "yyyy.M.d",
            "d.M.yyyy",
            "d/M/yyyy",
            "M/d/yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "d-MMM-yyyy",
            "d MMM yyyy",
            "d/MMM/yyyy",
            "MMM d yyyy",
            "MMM d, yyyy",
            "yyyy-MMM-d");

    private static final List<String> CLOCKS =
            List.of("H:mm[:ss[.S]]", "H:mm[:ss[.S]]X", "H:mm[:ss[.S]] X", "H:mm:ss,S");

    static final TimePattern ISO_DATE;
    static final TimePattern NUMBER = new PlainNumber();
    static final TimePattern ELAPSED = new ElapsedTime();
    static final TimePattern COMPACT_DATE = TimeLayout.of("yyyyMMdd");
    static final TimePattern COMPACT_HOUR = TimeLayout.of("yyyyMMddHH");
    static final TimePattern COMPACT_MINUTE = TimeLayout.of("yyyyMMddHHmm");
    static final TimePattern COMPACT_SECOND = TimeLayout.of("yyyyMMddHHmmss");

    /** Layouts that no plain number is written in, the more usual ones first. */
    private static final List<TimeLayout> LAYOUTS = new ArrayList<>();

    static {
        for (String date : DATES) {
            LAYOUTS.add(TimeLayout.of(date));
            for (String clock : CLOCKS) {
                LAYOUTS.add(TimeLayout.of(date + TimeLayout.SEPARATOR + clock));
            }
            LAYOUTS.add(TimeLayout.of(date + " h:mm[:ss] a"));
            LAYOUTS.add(TimeLayout.of(date + " h:mm[:ss]a"));
        }
        LAYOUTS.add(TimeLayout.of("yyyy-MM"));
        LAYOUTS.add(TimeLayout.of("yyyyMMdd'T'HHmm[ss]"));
        LAYOUTS.add(TimeLayout.of("yyyyMMdd'T'HHmm[ss]X"));
        LAYOUTS.add(TimeLayout.of("yyyyMMdd H:mm[:ss]"));
        LAYOUTS.add(TimeLayout.of("d/MMM/yyyy:HH:mm:ss X"));
        ISO_DATE = LAYOUTS.get(0);
    }

    private TimeCatalog() {}

    static List<TimeLayout> layouts() {
        return LAYOUTS;
    }

    /** The layout that reads the month first where a layout reads the day first, if it is one of those. */
    static Optional<TimePattern> monthFirst(TimePattern dayFirst) {
        for (Map.Entry<String, String> e : MONTH_FIRST.entrySet()) {
            if (dayFirst.text().startsWith(e.getKey())) {
                String text =
                        e.getValue() + dayFirst.text().substring(e.getKey().length());
                return LAYOUTS.stream()
                        .filter(p -> p.text().equals(text))
                        .<TimePattern>map(p -> p)
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /**
     * What {@code --time-format} means: a word or a pattern.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static TimePattern named(String format) {
        return switch (format) {
            case "epoch-s" -> new EpochTime(EpochTime.Unit.S, 0);
            case "epoch-ms" -> new EpochTime(EpochTime.Unit.MS, 0);
            case "epoch-us" -> new EpochTime(EpochTime.Unit.US, 0);
            case "epoch-ns" -> new EpochTime(EpochTime.Unit.NS, 0);
            case "excel" -> new SerialDay();
            case "elapsed" -> ELAPSED;
            case "number" -> NUMBER;
            default -> TimeLayout.of(format);
        };
    }
}
