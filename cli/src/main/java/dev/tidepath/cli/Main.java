package dev.tidepath.cli;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Entry point of the command line. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        @Nullable Console console = console();
        Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        Interruption interruption = new Interruption();
        interruption.listenForSignals(err);
        int code = run(args, new Terminal(System.in, out, err, console != null), interruption, Model::forecaster);
        interruption.finish();
        System.exit(code);
    }

    /** The terminal, if a person sits at both ends. JDK 22 to 24 take a pipe for one unless told not to. */
    @SuppressWarnings("SystemConsoleNull") // null for a pipe, with the property, in all versions
    private static @Nullable Console console() {
        System.setProperty("jdk.console", "java.base");
        return System.console();
    }

    /**
     * Runs a command.
     *
     * @param args the command and its options
     * @param in standard input
     * @param out standard output: data
     * @param err standard error: talk
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, new Terminal(in, out, err, false), new Interruption(), Model::forecaster);
    }

    static int run(
            String[] args,
            Terminal terminal,
            Interruption interruption,
            BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        Failures failures = new Failures(terminal.err(), interruption);
        CommandLine commands = new CommandLine(new TidepathCommand())
                .addSubcommand(new ForecastCommand(terminal, interruption, forecasters).commandLine())
                .addSubcommand(new BacktestCommand(terminal, interruption, forecasters).commandLine())
                .addSubcommand(new CompareCommand(terminal, interruption).commandLine())
                .addSubcommand(new TuneCommand(terminal, interruption, forecasters).commandLine())
                .addSubcommand(new ImputeCommand(terminal, interruption, forecasters).commandLine())
                .addSubcommand(new AnomaliesCommand(terminal, interruption, forecasters).commandLine())
                .addSubcommand(new ExplainCommand(terminal, interruption, forecasters).commandLine())
                .addSubcommand(new InspectCommand(terminal, interruption).commandLine())
                .addSubcommand(new ShowCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(terminal.interactive() ? Ansi.AUTO : Ansi.OFF))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures::misuse)
                .setExecutionExceptionHandler(failures::failure);
        NumberReaders.register(commands);
        try {
            return commands.execute(args);
        } catch (Error e) {
            return failures.report(e, commands);
        } finally {
            terminal.out().flush();
        }
    }
}
