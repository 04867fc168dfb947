package dev.tidepath.cli;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidepath show}: says what a model file holds. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = "Usage: tidepath show MODEL.json [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Shows what a model file holds and how the model came about.",
            "The file is checked as for a forecast."
        },
        parameterListHeading = "%n",
        optionListHeading = "",
        footer = {
            "",
            "Exit codes",
            "  0 done; 2 wrong options; 65 no sound model file; 66 no input;",
            "  74 reading failed."
        })
final class ShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "MODEL.json",
            description = "A file that 'tidepath forecast --save' wrote. '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
    private Path file;

    @Option(names = "--json", description = "Print JSON: the file without what the model has learnt.")
    private boolean json;

    @Option(names = "--allow-edited", description = "Show the file although it was edited after it had been saved.")
    private boolean editedAllowed;

    ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        StoredModel stored = ModelOptions.read(file, terminal.in(), editedAllowed);
        if (stored.isEdited()) {
            Talk.line(terminal.err(), "warning", StandardStream.nameOf(file) + " was edited after it had been saved");
        }
        if (json) {
            terminal.out().print(stored.summary());
        } else {
            show(stored);
        }
        terminal.out().flush();
        if (terminal.out().checkError()) {
            throw new IOException("standard output is closed or full");
        }
        return ExitCode.OK;
    }

    private void show(StoredModel stored) throws IOException {
        lines("model", List.of(stored.model()));
        String size = StandardStream.is(file) ? "" : ", " + Talk.count(Files.size(file), "byte", "bytes");
        lines("saved", List.of("by tidepath " + stored.createdBy() + size));
        lines("times", List.of(stored.series().axis().name().toLowerCase(Locale.ROOT)));
        lines(
                "channels",
                stored.series().channels().stream().map(ShowCommand::text).toList());
        lines("options", texts(stored.options()));
        lines("fitted", texts(stored.forecaster().provenance().facts()));
    }

    private static String text(ChannelSpec channel) {
        return "'" + channel.name() + "': " + channel.role().name().toLowerCase(Locale.ROOT) + ", "
                + channel.domain().text();
    }

    private static List<String> texts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .toList();
    }

    /** A label beside the first of some lines. */
    private void lines(String label, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            Talk.line(terminal.out(), i == 0 ? label : "", texts.get(i));
        }
    }
}
