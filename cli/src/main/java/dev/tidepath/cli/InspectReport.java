package dev.tidepath.cli;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import dev.tidepath.io.ChannelProfile;
import dev.tidepath.io.CsvProfile;
import dev.tidepath.io.GapProfile;
import dev.tidepath.io.PeriodProfile;
import dev.tidepath.io.SeriesProfile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What {@code tidepath inspect} prints. */
final class InspectReport {

    private static final String UNDEFINED = "n/a";
    private static final int MOST_CHANNELS = 50;

    private final String name;
    private final CsvProfile profile;
    private final PrintStream out;

    /**
     * A report of a file.
     *
     * @param name of the file
     * @param profile what is in it
     * @param out where to print it
     */
    InspectReport(String name, CsvProfile profile, PrintStream out) {
        this.name = name;
        this.profile = profile;
        this.out = out;
    }

    /**
     * Prints the report.
     *
     * @param next the commands to end with
     */
    void print(NextCommand next) {
        String atLeast = profile.allFollowed() ? "" : "at least ";
        Talk.line(
                out,
                "file",
                name + ": " + Talk.count(profile.rows(), "row", "rows") + " of "
                        + Talk.count(profile.header().size(), "column", "columns") + ", " + atLeast
                        + Talk.count(profile.series(), "series", "series"));
        lines("columns", profile.columns().evidence());
        lines("", next.remarks());
        out.println();
        printChannels();
        out.println();
        printSeries();
        out.println();
        lines("periods", periods());
        List<String> commands = next.lines();
        lines("next", commands.isEmpty() ? List.of("nothing to forecast: no series has two times") : commands);
    }

    private void printChannels() {
        TextTable table = new TextTable("channel", "values", "missing", "min", "max", "series", "constant in");
        profile.channels().stream().limit(MOST_CHANNELS).forEach(channel -> {
            boolean some = channel.values() > 0;
            table.row(
                    oneLine(channel.name()),
                    number(channel.values()),
                    share(channel.missing()),
                    some ? Talk.number(channel.min()) : UNDEFINED,
                    some ? Talk.number(channel.max()) : UNDEFINED,
                    number(channel.series()),
                    number(channel.constant()));
        });
        table.print(out);
        int more = profile.channels().size() - MOST_CHANNELS;
        if (more > 0) {
            out.println("and " + Talk.count(more, "channel", "channels") + " more");
        }
        for (ChannelProfile channel : profile.channels()) {
            channel.suspect()
                    .ifPresent(words -> Talk.line(out, "suspect", words + " in '" + oneLine(channel.name()) + "'"));
        }
    }

    private void printSeries() {
        TextTable table = new TextTable(
                "series",
                "times",
                "values",
                "repeated",
                "first",
                "last",
                "gap p5",
                "median",
                "p95",
                "longest",
                "after");
        for (SeriesProfile series : profile.first()) {
            row(table, series.id().isEmpty() ? "(one)" : oneLine(series.id()), series);
        }
        if (profile.series() > 1) {
            row(table, "(all " + number(profile.series()) + ")", profile.all());
        }
        table.print(out);
    }

    private void row(TextTable table, String label, SeriesProfile series) {
        Optional<GapProfile> gaps = series.gaps();
        table.row(
                label,
                number(series.times()),
                number(series.values()),
                number(series.repeated()),
                time(series.first()),
                time(series.last()),
                gap(gaps, GapProfile::p5),
                gap(gaps, GapProfile::median),
                gap(gaps, GapProfile::p95),
                gap(gaps, GapProfile::longest),
                gaps.map(g -> time(g.after())).orElse(UNDEFINED));
    }

    private List<String> periods() {
        List<String> texts = new ArrayList<>();
        profile.periods().stream()
                .filter(found -> !found.periods().isEmpty())
                .map(this::text)
                .forEach(texts::add);
        int without = profile.periods().size() - texts.size();
        if (without > 0) {
            texts.add("none in " + Talk.count(without, "channel", "channels") + (texts.isEmpty() ? "" : " more")
                    + " looked at");
        }
        return texts;
    }

    private String text(PeriodProfile found) {
        List<String> parts = new ArrayList<>();
        for (PeriodDetection.Period period : found.periods()) {
            parts.add(length(period.length()) + String.format(Locale.ROOT, " (%.0f %%)", 100 * period.power()));
        }
        String where = "'" + oneLine(found.channel()) + "'"
                + (found.id().isEmpty() ? "" : " of '" + oneLine(found.id()) + "'");
        return where + ": " + String.join(", ", parts) + " in " + Talk.count(found.values(), "value", "values");
    }

    private String gap(Optional<GapProfile> gaps, Function<GapProfile, Double> which) {
        return gaps.map(g -> length(which.apply(g))).orElse(UNDEFINED);
    }

    private String length(double distance) {
        return Talk.length(profile.timeFormat().axis(), distance);
    }

    private String time(Times one) {
        return profile.timeFormat().text(one, 0);
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble()) : UNDEFINED;
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    private void lines(String label, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            Talk.line(out, i == 0 ? label : "", texts.get(i));
        }
    }
}
