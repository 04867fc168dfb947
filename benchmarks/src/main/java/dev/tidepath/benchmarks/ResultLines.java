package dev.tidepath.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints one JSON object a result. */
final class ResultLines {

    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintStream out;

    ResultLines(PrintStream out) {
        this.out = out;
    }

    /** A row with what all rows have. */
    static Map<String, Object> row(String script, String problem, int batch) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("script", script);
        row.put("problem", problem);
        row.put("batch", batch);
        row.put("lib", "tidepath");
        row.put("dtype", "float64");
        row.put("kernels", KernelChoice.inUse());
        return row;
    }

    /** The rows that were printed into files before. */
    static List<JsonNode> readFrom(List<Path> files) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> rows = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                rows.add(mapper.readTree(line));
            }
        }
        return rows;
    }

    /** Prints a row with the machine's load at this moment; returns it as it can be read again. */
    JsonNode print(Map<String, Object> row) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        row.put("load1", Math.rint(load * 100) / 100);
        try {
            out.println(mapper.writeValueAsString(row));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
        return mapper.valueToTree(row);
    }
}
