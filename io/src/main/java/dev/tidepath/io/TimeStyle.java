package dev.tidepath.io;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the times of a file are written, and what they mean; immutable.
 *
 * @param formats patterns such as {@code dd/MM/yyyy HH:mm}, or words: {@code epoch-s}, {@code epoch-ms}, {@code epoch-us},
 *     {@code epoch-ns}, {@code excel}, {@code elapsed}, {@code number}; the first that fits a cell reads it; found out from
 *     the file if there is none
 * @param zone the zone of times that are written without one; without it they are taken as a uniform clock
 * @param gap what to do with local times that the zone skips
 * @param overlap which instant local times mean that the zone passes twice
 */
public record TimeStyle(List<String> formats, Optional<ZoneId> zone, DstGap gap, DstOverlap overlap) {

    /** Nothing is said: the format is found out, and times without a zone are a uniform clock. */
    public static final TimeStyle SNIFFED = new TimeStyle(List.of(), Optional.empty(), DstGap.ERROR, DstOverlap.ORDER);

    /**
     * Checks the formats.
     *
     * @param formats see the component
     * @param zone see the component
     * @param gap see the component
     * @param overlap see the component
     * @throws IllegalArgumentException if a format is neither a word nor a pattern
     */
    public TimeStyle {
        formats = List.copyOf(formats);
        formats.forEach(TimeCatalog::named);
    }

    /**
     * Adds a format.
     *
     * @param format a pattern or word
     * @return a changed copy
     * @throws IllegalArgumentException if it is neither
     */
    public TimeStyle format(String format) {
        List<String> more = new ArrayList<>(formats);
        more.add(format);
        return new TimeStyle(more, zone, gap, overlap);
    }

    /**
     * States the zone of times that are written without one.
     *
     * @param local such as {@code Europe/Berlin}
     * @return a changed copy
     */
    public TimeStyle zone(ZoneId local) {
        return new TimeStyle(formats, Optional.of(local), gap, overlap);
    }

    /**
     * Says what to do with local times that the zone skips.
     *
     * @param policy what to do
     * @return a changed copy
     */
    public TimeStyle gap(DstGap policy) {
        return new TimeStyle(formats, zone, policy, overlap);
    }

    /**
     * Says which instant local times mean that the zone passes twice.
     *
     * @param policy which
     * @return a changed copy
     */
    public TimeStyle overlap(DstOverlap policy) {
        return new TimeStyle(formats, zone, gap, policy);
    }

    /** The stated patterns. */
    List<TimePattern> patterns() {
        return formats.stream().map(TimeCatalog::named).toList();
    }
}
