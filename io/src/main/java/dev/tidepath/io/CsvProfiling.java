package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The pass over a file that only looks: proposes the columns' roles, reads strictly, and keeps no more than it must. */
final class CsvProfiling {

    /** Rows that are sorted together. */
    private static final int STRETCH = 1 << 18;

    private final CsvRequest request;
    private final int stretchRows;
    private final CsvProfile.Listener listener;

    CsvProfiling(CsvRequest request, CsvProfile.Listener listener) {
        this(request, listener, STRETCH);
    }

    CsvProfiling(CsvRequest request, CsvProfile.Listener listener, int stretchRows) {
        this.request = request;
        this.listener = listener;
        this.stretchRows = stretchRows;
    }

    CsvProfile run(TextSource source) {
        Remarks remarks = new Remarks();
        return source.read(
                text -> run(text, source.origin(), source.size(), remarks),
                request.dialect().charset(),
                remarks);
    }

    private CsvProfile run(TextSample text, Origin origin, OptionalLong size, Remarks remarks) throws IOException {
        boolean isPlain = size.isPresent() && !origin.name().endsWith(".gz");
        long expected = isPlain ? Math.round(size.getAsLong() / text.charsPerLine()) : 0;
        ColumnProposal.Named named = request.named();
        CsvRows rows = new CsvRows(text, request.dialect(), named.all(), origin, remarks);
        ColumnChoice columns = ColumnProposal.of(rows, named, request.numbers(), request.times(), origin);
        CsvPlan plan = request.planFor(roles(columns));
        CsvPass pass = new CsvPass(rows, plan, origin, remarks);
        SeriesProfiler series = new SeriesProfiler(origin, stretchRows, pass::specs, listener, expected);
        TimeFormat format = pass.run(series);
        series.end();
        series.addRemarks(remarks);
        long goodRows = pass.rowCount() - pass.badRowCount();
        List<ChannelProfile> channels = pass.channels().entries().stream()
                .filter(ChannelIndex.Entry::isRead)
                .map(entry -> series.channel(entry, plan.roles().isLong(), goodRows))
                .toList();
        addRemarks(pass, channels, remarks);
        if (request.policy().strict()) {
            remarks.requireNoWarning(origin);
        }
        Faults contradictions = series.contradictions();
        return new CsvProfile(
                rows.header().names(),
                columns,
                format,
                pass.rowCount(),
                pass.badRowCount(),
                series.seriesCount(),
                series.isAllFollowed(),
                series.all(),
                series.listed(),
                channels,
                periods(series),
                contradictions.total(),
                contradictions.isEmpty() ? "" : origin.rowWord() + " " + contradictions.firstLine(),
                remarks.notes(),
                remarks.warnings());
    }

    private static void addRemarks(CsvPass pass, List<ChannelProfile> channels, Remarks remarks) {
        for (ChannelIndex.Entry entry : pass.channels().entries()) {
            if (entry.isRead() && entry.range().sentinel().isEmpty()) {
                entry.range()
                        .lonely()
                        .ifPresent(words -> remarks.warn("TP-D043: " + words + " in '" + Phrases.oneLine(entry.name())
                                + "', far from all other values; if it says that nothing was observed, add --missing"
                                + " with it"));
            }
        }
        double values =
                (double) channels.stream().mapToLong(ChannelProfile::values).sum();
        double needed = MemoryEstimate.needed((double) pass.rowCount(), values / (double) pass.rowCount());
        if (needed > Runtime.getRuntime().maxMemory()) {
            remarks.warn("a forecast holds all series in memory, here about " + MemoryEstimate.gigabytes(needed)
                    + ": give it more, as with TIDEPATH_JAVA_OPTS=-Xmx16g, or fewer rows or columns");
        }
    }

    private ColumnRoles roles(ColumnChoice columns) {
        return new ColumnRoles(
                columns.time(),
                columns.id(),
                columns.channel(),
                columns.values(),
                request.named(CsvRequest.Column.TARGET),
                request.named(CsvRequest.Column.PAST),
                request.named(CsvRequest.Column.KNOWN),
                request.named(CsvRequest.Column.STATIC),
                columns.error(),
                Role.TARGET);
    }

    private static List<PeriodProfile> periods(SeriesProfiler series) {
        List<PeriodProfile> found = new ArrayList<>();
        for (KeptChannel kept : series.kept()) {
            Channel channel = kept.channel(series.positions());
            found.add(new PeriodProfile(kept.id(), channel.name(), channel.size(), PeriodDetection.detect(channel)));
        }
        return found;
    }
}
