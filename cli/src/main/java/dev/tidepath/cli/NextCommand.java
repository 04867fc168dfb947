package dev.tidepath.cli;

import dev.tidepath.io.ChannelProfile;
import dev.tidepath.io.ColumnChoice;
import dev.tidepath.io.CsvProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The commands that forecast a file and test the forecasts: the columns proposed, the options given, a horizon that suits. */
final class NextCommand {

    private static final Set<String> CHOSEN = Set.of("--time", "--value", "--id", "--channel", "--error", "--static");
    private static final String PLAIN = "[\\p{L}\\p{N}_@%+=:,./-]+";

    private final Path file;
    private final CsvProfile profile;
    private final ParseResult given;
    private final List<String> remarks = new ArrayList<>();
    private final List<String> columns;
    private final Optional<SuggestedHorizon> horizon;

    /**
     * Puts the commands together.
     *
     * @param file the file
     * @param profile what is in it
     * @param given the options it was looked at with
     */
    NextCommand(Path file, CsvProfile profile, ParseResult given) {
        this.file = file;
        this.profile = profile;
        this.given = given;
        this.columns = columns();
        this.horizon = SuggestedHorizon.of(profile);
    }

    /**
     * Whether there is something to forecast.
     *
     * @return whether a series has two times
     */
    boolean isPossible() {
        return horizon.isPresent();
    }

    /**
     * What the commands decide that the file does not.
     *
     * @return plain sentences that name the options
     */
    List<String> remarks() {
        return remarks;
    }

    /**
     * The commands.
     *
     * @return each a line for a shell, empty if there is nothing to forecast
     */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        horizon.ifPresent(h -> {
            lines.add(line("forecast", List.of("--horizon", h.horizon(), "--every", h.every())));
            if (h.mayBeTested()) {
                lines.add(line("backtest", List.of("--horizon", h.horizon())));
            }
        });
        return lines;
    }

    private String line(String command, List<String> times) {
        List<String> words = new ArrayList<>(List.of("tidepath", command));
        boolean likeAnOption = file.toString().startsWith("-") && !StandardStream.is(file);
        words.add(likeAnOption ? "./" + file : file.toString());
        words.addAll(columns);
        words.addAll(times);
        return words.stream().map(NextCommand::quoted).collect(Collectors.joining(" "));
    }

    /** A word as a POSIX shell takes it. */
    static String quoted(String word) {
        return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private List<String> columns() {
        ColumnChoice chosen = profile.columns();
        List<String> words = new ArrayList<>();
        add(words, "--time", chosen.time());
        chosen.id().ifPresent(id -> add(words, "--id", id));
        chosen.channel().ifPresent(channel -> add(words, "--channel", channel));
        List<String> statics = new ArrayList<>(names("--static"));
        List<String> values = new ArrayList<>(chosen.values());
        if (!given.hasMatchedOption("--value") && chosen.channel().isEmpty()) {
            leaveOut(values, channel -> channel.values() == 0, "nothing was observed in");
            List<String> fixed = leaveOut(values, this::isStatic, "constant within each series, so --static:");
            statics.addAll(fixed);
            leaveOut(values, NextCommand::isConstant, "left out, as it never changes:");
        }
        add(words, "--value", list(values));
        chosen.error().ifPresent(error -> add(words, "--error", error));
        if (!statics.isEmpty()) {
            add(words, "--static", list(statics));
        }
        addGiven(words);
        addDecisions(words);
        return words;
    }

    /** Takes the columns of some channels out, unless none would be left. */
    private List<String> leaveOut(List<String> values, Predicate<ChannelProfile> which, String why) {
        List<String> out = profile.channels().stream()
                .filter(which)
                .map(ChannelProfile::name)
                .filter(values::contains)
                .toList();
        if (out.isEmpty() || out.size() == values.size()) {
            return List.of();
        }
        values.removeAll(out);
        remarks.add(why + " '" + String.join("', '", out) + "'");
        return out;
    }

    private boolean isStatic(ChannelProfile channel) {
        return profile.allFollowed()
                && channel.values() == profile.rows()
                && channel.moving() == 0
                && channel.constant() > 1
                && !channel.alike();
    }

    private static boolean isConstant(ChannelProfile channel) {
        return channel.values() > 1 && channel.min() == channel.max();
    }

    private void addGiven(List<String> words) {
        for (OptionSpec option : given.matchedOptions()) {
            if (CHOSEN.contains(option.longestName())) {
                continue;
            }
            if (option.arity().max() == 0) {
                words.add(option.longestName());
            } else {
                option.originalStringValues().forEach(value -> add(words, option.longestName(), value));
            }
        }
    }

    private void addDecisions(List<String> words) {
        if (profile.badRows() > 0 && !given.hasMatchedOption("--on-bad-row")) {
            add(words, "--on-bad-row", "skip");
            remarks.add(Talk.count(profile.badRows(), "row", "rows")
                    + " cannot be read and left out (--on-bad-row skip); the warnings say what is wrong");
        }
        if (profile.contradictions() > 0 && !given.hasMatchedOption("--on-duplicate")) {
            add(words, "--on-duplicate", "mean");
            remarks.add(
                    Talk.count(profile.contradictions(), "value differs", "values differ")
                            + " from another of the same time (first in " + profile.firstContradiction()
                            + "): the command takes their mean; --on-duplicate first or last, or another --id, decides otherwise");
        }
        boolean empty = profile.channels().stream().anyMatch(channel -> channel.values() == 0);
        if (empty && given.hasMatchedOption("--value") && !given.hasMatchedOption("--skip-empty")) {
            words.add("--skip-empty");
        }
    }

    private List<String> names(String option) {
        return given.hasMatchedOption(option) ? given.matchedOption(option).stringValues() : List.of();
    }

    /** An option and its value, joined where the value would be taken for an option. */
    private static void add(List<String> words, String option, String value) {
        if (value.startsWith("-") && value.length() > 1) {
            words.add(option + "=" + value);
        } else {
            words.add(option);
            words.add(value);
        }
    }

    private static String list(List<String> names) {
        return names.stream()
                .map(name -> name.contains(",") ? "\"" + name + "\"" : name)
                .collect(Collectors.joining(","));
    }
}
