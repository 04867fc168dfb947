package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * JVMs that have done nothing before, as a user meets them: each runs a program that prints one object as JSON.
 *
 * @param options of the JVMs
 */
record FreshJvm(List<String> options) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final int KILOBYTE = 1024;

    /** Runs a program that prints a record. */
    <T> T run(Class<T> program, List<String> args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (printed.isBlank()) {
            throw new IOException("the JVM of " + program.getSimpleName() + " " + args + " ended without a result");
        }
        return MAPPER.readValue(printed, program);
    }

    /** Called by the program: prints its result. */
    static void print(Object result) throws IOException {
        System.out.println(MAPPER.writeValueAsString(result));
    }

    /** The most bytes of memory that this process has held; 0 where there is no /proc. */
    static long peakMemory() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> KILOBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
