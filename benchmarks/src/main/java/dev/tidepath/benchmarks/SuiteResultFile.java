package dev.tidepath.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Results as lines of JSON in a file that only grows. A line that was cut short is one that is not there. */
final class SuiteResultFile {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path file;

    SuiteResultFile(Path file) {
        this.file = file;
    }

    /** The results by what they are of; of two the first. */
    Map<SuiteResult.Key, SuiteResult> read() throws IOException {
        Map<SuiteResult.Key, SuiteResult> results = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                parse(line).ifPresent(result -> results.putIfAbsent(result.key(), result));
            }
        }
        return results;
    }

    private Optional<SuiteResult> parse(String line) {
        try {
            return Optional.of(mapper.readValue(line, SuiteResult.class));
        } catch (JsonProcessingException cutShort) {
            return Optional.empty();
        }
    }

    /** Adds a result in one write; the line before may have been cut short. */
    void add(SuiteResult result) throws IOException {
        String line = "\n" + mapper.writeValueAsString(result) + "\n";
        Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
