package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at rows in bounded memory: they are gathered to stretches of limited size, each stretch is sorted by series and time
 * as the reader would do, and what it tells is added up. Rows out of order are therefore found in order if they are not too
 * far apart. So many series and channels are followed from stretch to stretch; of further ones only what a stretch tells.
 */
final class SeriesProfiler implements RowSink {

    /** Series listed one by one. */
    static final int LISTED = 20;

    private static final int MOST_CELLS = 1 << 20;
    private static final int MOST_SERIES = 50_000;
    private static final int MOST_TRAILS = 1 << 18;
    private static final int SERIES_WITH_PERIODS = 3;
    private static final int CHANNELS_WITH_PERIODS = 50;
    private static final int PERIODS_LOOKED_FOR = 12;
    private static final int VALUES_FOR_PERIODS = 10_000;
    private static final int GAPS_OF_A_SERIES = 1 << 10;
    private static final int GAPS_OF_ALL = 1 << 14;
    private static final int ROWS_TO_TELL = 1 << 14;

    private final Origin origin;
    private final int stretchRows;
    private final Supplier<List<Optional<ChannelSpec>>> specs;
    private final CsvProfile.Listener listener;
    private final long expected;
    private final Map<String, SeriesTrail> trails = new LinkedHashMap<>();
    private final Map<String, List<KeptChannel>> kept = new LinkedHashMap<>();
    private final GapSketch gaps = new GapSketch(GAPS_OF_ALL, "gaps");
    private final Faults contradictions = new Faults();
    private final Faults late = new Faults();

    private SeriesBuilder builder;
    private @Nullable AxisPositions axis;
    private @Nullable SeriesTrail current;
    private String currentId = "";
    private boolean begun;
    private boolean allFollowed = true;
    private long cells;
    private int channels = 1;
    private long rows;
    private long stretchLine;
    private int trailCount;
    private long overlaps;
    private long given;
    private long keptValues;
    private long times;
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;

    /** A profiler of so many rows at a time, about so many in all, of channels that the rows make known. */
    SeriesProfiler(
            Origin origin,
            int stretchRows,
            Supplier<List<Optional<ChannelSpec>>> specs,
            CsvProfile.Listener listener,
            long expected) {
        this.origin = origin;
        this.stretchRows = stretchRows;
        this.specs = specs;
        this.listener = listener;
        this.expected = expected;
        this.builder = new SeriesBuilder(origin, OnDuplicate.FIRST);
    }

    @Override
    public void row(long line, String id, Stamp time) {
        if (builder.rowCount() >= stretchRows
                || cells >= MOST_CELLS
                || (long) builder.seriesCount() * channels >= MOST_CELLS) {
            endStretch();
        }
        if (builder.rowCount() == 0) {
            stretchLine = line;
        }
        if (!begun || !id.equals(currentId)) {
            begun = true;
            currentId = id;
            current = followed(id);
        }
        builder.row(line, id, time);
        if (++rows % ROWS_TO_TELL == 0) {
            listener.read(rows, expected);
        }
    }

    private @Nullable SeriesTrail followed(String id) {
        SeriesTrail trail = trails.get(id);
        if (trail == null && trails.size() < MOST_SERIES) {
            Optional<GapSketch> own = trails.size() < LISTED
                    ? Optional.of(new GapSketch(GAPS_OF_A_SERIES, "gaps of " + id))
                    : Optional.empty();
            trail = new SeriesTrail(id, own);
            trails.put(id, trail);
        }
        allFollowed &= trail != null;
        return trail;
    }

    @Override
    public void value(int channel, double value) {
        builder.value(channel, value);
        channels = Math.max(channels, channel + 1);
        cells++;
        given++;
        if (current != null) {
            current.countGiven();
        }
    }

    /** Sorts what was gathered and adds up what it tells. */
    private void endStretch() {
        SeriesParts parts = builder.build(specs.get(), true, new Remarks());
        contradictions.addAll(builder.decided());
        late.addAll(builder.late());
        builder = new SeriesBuilder(origin, OnDuplicate.FIRST);
        cells = 0;
        for (int s = 0; s < parts.ids().size(); s++) {
            add(parts.ids().get(s), parts.channels().get(s));
        }
    }

    private void add(String id, List<Channel> observed) {
        List<Channel> present = observed.stream().filter(c -> c.size() > 0).toList();
        if (present.isEmpty()) {
            return;
        }
        AxisPositions positions =
                axis == null ? new AxisPositions(present.get(0).times()) : axis;
        axis = positions;
        double[] at = positions.union(present.stream().map(Channel::times).toList());
        SeriesTrail trail = trails.get(id);
        SeriesTrail own = trail == null ? new SeriesTrail(id, Optional.empty()) : trail;
        long before = own.times();
        overlaps += own.add(at, gaps) ? 0 : 1;
        times += own.times() - before;
        first = Math.min(first, own.first());
        last = Math.max(last, own.last());
        for (int c = 0; c < observed.size(); c++) {
            if (observed.get(c).size() > 0) {
                addChannel(own, trail != null, c, observed.get(c), positions);
                keep(own, c, observed.get(c), positions);
            }
        }
    }

    private void addChannel(SeriesTrail own, boolean isFollowed, int index, Channel channel, AxisPositions positions) {
        long sizeKept = channel.size();
        Optional<ChannelTrail> there = own.channel(index, false);
        Optional<ChannelTrail> trail = own.channel(index, isFollowed && trailCount < MOST_TRAILS);
        trailCount += trail.isPresent() && there.isEmpty() ? 1 : 0;
        allFollowed &= trail.isPresent();
        if (trail.isPresent()) {
            ChannelTrail.Seam seam = trail.get().add(channel, positions);
            sizeKept -= seam == ChannelTrail.Seam.NEW ? 0 : 1;
            if (seam == ChannelTrail.Seam.CONTRADICTING) {
                contradictions.add(stretchLine);
            }
        }
        own.countKept(sizeKept);
        keptValues += sizeKept;
    }

    private void keep(SeriesTrail own, int index, Channel channel, AxisPositions positions) {
        List<KeptChannel> ofSeries = kept.get(own.id());
        if (ofSeries == null && kept.size() < SERIES_WITH_PERIODS) {
            ofSeries = new ArrayList<>();
            kept.put(own.id(), ofSeries);
        }
        if (ofSeries != null && index < CHANNELS_WITH_PERIODS) {
            while (ofSeries.size() <= index) {
                ofSeries.add(new KeptChannel(own.id(), VALUES_FOR_PERIODS));
            }
            ofSeries.get(index).add(channel, positions);
        }
    }

    /** Ends the last stretch; refuses rows without any value. */
    void end() {
        endStretch();
        if (axis == null) {
            throw InputException.data(
                    "TP-D046",
                    origin.name(),
                    "there is no value in a row that can be read",
                    "a series needs observations at two or more times");
        }
    }

    /** What the user should know about the order of the rows. */
    void addRemarks(Remarks remarks) {
        if (!late.isEmpty()) {
            remarks.warn("not in order of time: " + Phrases.count(late.total(), "row") + " came after a later one ("
                    + late.lines(origin) + ")");
        }
        if (overlaps > 0) {
            remarks.warn("rows of one series lie so far apart in the file that gaps and repeated values are not all"
                    + " seen; sort the file to see them");
        }
        if (!allFollowed) {
            remarks.warn("there are more than " + Phrases.number(MOST_SERIES) + " series, or too many channels in them;"
                    + " the rows of further ones are counted, but series are not put together");
        }
    }

    SeriesProfile all() {
        AxisPositions positions = positions();
        return new SeriesProfile(
                "",
                times,
                keptValues,
                given - keptValues,
                positions.times(first),
                positions.times(last),
                gaps.profile(positions));
    }

    List<SeriesProfile> listed() {
        return observed().limit(LISTED).map(t -> t.profile(positions())).toList();
    }

    private Stream<SeriesTrail> observed() {
        return trails.values().stream().filter(trail -> trail.times() > 0);
    }

    long seriesCount() {
        return observed().count();
    }

    boolean isAllFollowed() {
        return allFollowed;
    }

    Faults contradictions() {
        return contradictions;
    }

    /** What the series say of a channel. */
    ChannelProfile channel(ChannelIndex.Entry entry, boolean isLong, long goodRows) {
        List<ChannelTrail> trailsOfIt = new ArrayList<>();
        observed().forEach(trail -> trail.channel(entry.index()).forEach(trailsOfIt::add));
        List<ChannelTrail> often =
                trailsOfIt.stream().filter(t -> t.count() > 1).toList();
        long moving = often.stream().filter(ChannelTrail::varies).count();
        boolean alike = moving == 0
                && often.stream()
                                .map(ChannelTrail::firstValue)
                                .distinct()
                                .limit(2)
                                .count()
                        < 2;
        ValueRange range = entry.range();
        return new ChannelProfile(
                entry.name(),
                entry.observed(),
                isLong ? OptionalDouble.empty() : OptionalDouble.of(1 - (double) entry.observed() / goodRows),
                range.min(),
                range.max(),
                trailsOfIt.size(),
                often.size() - moving,
                moving,
                alike,
                range.sentinel().or(range::lonely));
    }

    /** Of the channels that were kept to look for periods in, those with most values, as far as they have some. */
    List<KeptChannel> kept() {
        return kept.values().stream()
                .flatMap(List::stream)
                .filter(k -> k.size() > 1)
                .sorted(Comparator.comparingInt(k -> -k.size()))
                .limit(PERIODS_LOOKED_FOR)
                .toList();
    }

    AxisPositions positions() {
        if (axis == null) {
            throw new IllegalStateException("nothing was observed");
        }
        return axis;
    }
}
