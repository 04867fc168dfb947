package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A folder to run commands in; {@code @} at the start of an argument stands for it. */
final class CliRun {

    private final Path folder;
    private final Interruption interruption = new Interruption();
    private Forecaster trained = (series, listener) -> {
        throw new AssertionError("nothing was to be trained");
    };
    private boolean real;
    private String input = "";

    CliRun(Path folder) {
        this.folder = folder;
    }

    /** What a command came to; in the text, {@code @} stands for the folder. */
    record Outcome(int exitCode, String out, String err) {}

    CliRun file(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    CliRun input(String text) {
        input = text;
        return this;
    }

    CliRun forecaster(Forecaster forecaster) {
        trained = forecaster;
        return this;
    }

    CliRun realForecaster() {
        real = true;
        return this;
    }

    Interruption interruption() {
        return interruption;
    }

    Outcome run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code;
        String err;
        try (PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            ByteArrayOutputStream talk = new ByteArrayOutputStream();
            code = run(stream, new PrintStream(talk, true, StandardCharsets.UTF_8), args);
            err = clean(talk);
        }
        return new Outcome(code, clean(out), err);
    }

    int run(PrintStream out, PrintStream err, String... args) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        String[] located = Arrays.stream(args)
                .map(arg -> arg.startsWith("@") ? folder + arg.substring(1) : arg.replace("=@/", "=" + folder + "/"))
                .toArray(String[]::new);
        BiFunction<Model, ModelSettings, Forecaster> forecasters =
                (model, settings) -> model.hasNetwork() && !real ? trained : model.forecaster(settings);
        return Main.run(located, new Terminal(in, out, err, false), interruption, forecasters);
    }

    private String clean(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .replace(folder.toString(), "@");
    }

    /** Names in the folder, hidden ones too. */
    Set<String> names() {
        try (Stream<Path> entries = Files.list(folder)) {
            return new TreeSet<>(entries.map(p -> p.getFileName().toString()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertFiles(String... names) {
        assertEquals(new TreeSet<>(List.of(names)), names());
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version of the model files' writer, which is that of a jar or none, is of no interest. */
    static String withoutVersion(String text) {
        return text.replaceAll("tidepath (development|\\d[-\\w.]*\\w)", "tidepath VERSION");
    }

    static String resource(String name) {
        try (InputStream in = CliRun.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("there is no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
