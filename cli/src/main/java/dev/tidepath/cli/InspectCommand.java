package dev.tidepath.cli;

import dev.tidepath.io.CsvProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidepath inspect}: says what is in a file, and which command forecasts it. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        sortSynopsis = false,
        synopsisHeading = "",
        customSynopsis = {
            "Usage: tidepath inspect FILE.csv [--time COL] [--value COL[,COL...]] [--id COL]",
            "                [--channel COL] [OPTIONS]"
        },
        descriptionHeading = "%n",
        description = {
            "Says what is in a CSV file, and which command forecasts it.",
            "Shows series, gaps, repeated and missing values, suspicious codes and periods;",
            "proposes the columns that are not named, and says why. Reads in bounded memory.",
            "The report goes to standard output, notes and warnings to standard error."
        },
        parameterListHeading = "%n",
        footer = {
            "",
            "Examples",
            "  What is in a file, and how to forecast it:",
            "    tidepath inspect co2.csv",
            "  A long file whose columns are known, from a pipe:",
            "    zcat ward.csv.gz | tidepath inspect - --id stay \\",
            "        --channel item --value reading",
            "",
            "Exit codes",
            "  0 done; 2 wrong options; 65 bad data, or nothing to forecast; 66 no input;",
            "  70 a defect of tidepath; 74 reading or writing failed; 130 interrupted."
        })
final class InspectCommand implements Callable<Integer> {

    private static final String COLUMNS = "Columns (none is required here: those not named are proposed)";
    private static final String READING = "Reading";

    private final Terminal terminal;
    private final Interruption interruption;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE.csv",
            description = "The observations: a CSV file, plain or packed by gzip. '-' is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to run without it
    private Path file;

    @Mixin(name = COLUMNS)
    private ColumnOptions columns = new ColumnOptions();

    @Mixin(name = READING)
    private ReadingOptions reading = new ReadingOptions();

    InspectCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    /**
     * The command with its help.
     *
     * @return for picocli
     */
    CommandLine commandLine() {
        return OptionGroups.commandLine(this, COLUMNS, READING);
    }

    @Override
    public Integer call() throws IOException {
        columns.checkGiven();
        reading.check();
        reading.taken(List.of(file));
        CsvProfile profile = profile();
        profile.notes().forEach(note -> Talk.line(terminal.err(), "note", note));
        profile.warnings().forEach(warning -> Talk.line(terminal.err(), "warning", warning));
        NextCommand next = new NextCommand(file, profile, spec.commandLine().getParseResult());
        new InspectReport(StandardStream.nameOf(file), profile, terminal.out()).print(next);
        terminal.out().flush();
        if (terminal.out().checkError()) {
            throw new IOException("standard output is closed or full");
        }
        return next.isPossible() ? ExitCode.OK : ExitCode.BAD_DATA;
    }

    private CsvProfile profile() {
        try (ReadingProgress progress = new ReadingProgress(terminal, interruption, System::nanoTime)) {
            return columns.applyTo(reading.open(file, terminal.in())).profile(progress);
        }
    }
}
