package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void solvesPrintOneObjectAResult() throws IOException {
        assertEquals(0, Solve.run(new String[] {"--quick", "--only", "lotka"}, stream(out), stream(err)));
        for (JsonNode row : rows()) {
            assertEquals("lotka", row.get("problem").asText());
            assertEquals("tidepath", row.get("lib").asText());
            assertTrue(row.get("max_abs_err").asDouble() < 1e-5, row.toString());
            assertTrue(row.get("wall_min_ms").asDouble() > 0, row.toString());
        }
    }

    @Test
    void chunksOnSeveralThreadsGiveTheSameSolution() throws IOException {
        String[] words = {"--quick", "--only", "mlp4"};
        assertEquals(0, Solve.run(words, stream(out), stream(err)));
        JsonNode one = rows().get(0);
        out.reset();
        String[] more = {"--quick", "--only", "mlp4", "--threads", "2"};
        assertEquals(0, Solve.run(more, stream(out), stream(err)));
        JsonNode two = rows().get(0);
        assertEquals(one.get("max_abs_err").asDouble(), two.get("max_abs_err").asDouble());
        assertEquals(one.get("nfe"), two.get("nfe"));
    }

    @Test
    void gradientsAgreeWithTheTightOneWhichIsWritten() throws IOException {
        Path reference = folder.resolve("reference.npy");
        String[] words = {"--quick", "--strategy", "checkpointed", "--save-reference", reference.toString()};
        assertEquals(0, Gradient.run(words, stream(out), stream(err)));
        JsonNode row = rows().get(0);
        assertEquals("checkpointed", row.get("variant").asText());
        assertTrue(row.get("grad_rel_err").asDouble() < 1e-5, row.toString());
        assertTrue(row.get("peak_live_mb").asDouble() > 0, row.toString());
        int weights = 4 * 20 + 20 + 20 * 4 + 4;
        assertEquals(128 + 8 * (weights + 10 * 4), Files.size(reference));
    }

    @Test
    void readersAgreeOnAFileAndAreDrawnAgainFromWhatWasPrinted() throws IOException {
        Path plot = folder.resolve("plot.svg");
        String[] words = {"--rows", "15000", "--repeats", "1", "--plot", plot.toString()};
        assertEquals(0, ReadSpeed.run(words, stream(out), stream(err)), err.toString(StandardCharsets.UTF_8));
        assertEquals(
                List.of("tidepath series", "tidepath table", "tablesaw typed", "tablesaw automatic"),
                rows().stream().map(row -> row.get("reader").asText()).toList());
        for (JsonNode row : rows()) {
            assertEquals(15_000, row.get("rows_read").asLong());
            assertEquals(rows().get(0).get("values_read"), row.get("values_read"));
            assertTrue(row.get("wall_min_ms").asDouble() > 0, row.toString());
            assertTrue(row.get("live_mb").asDouble() > 0, row.toString());
        }
        Path printed = Files.write(folder.resolve("printed.jsonl"), out.toByteArray());
        Path again = folder.resolve("again.svg");
        String[] drawn = {"--printed", printed + "," + printed, "--plot", again.toString()};
        assertEquals(0, ReadSpeed.run(drawn, stream(out), stream(err)));
        assertEquals(8, Files.readString(again).split("<polyline").length - 1);
        assertEquals(8, Files.readString(plot).split("<polyline").length - 1);
    }

    @Test
    void bothGradientsTrainAlikeAndTheirCallsAreDrawn() throws IOException {
        Path plot = folder.resolve("calls.svg");
        String[] words = {
            "--observed", "5", "--seeds", "1", "--iterations", "6", "--batch", "3", "--plot", plot.toString()
        };
        assertEquals(0, AdjointTraining.run(words, stream(out), stream(err)));
        JsonNode discrete = rows().get(0);
        JsonNode continuous = rows().get(1);
        assertEquals("checkpointed", discrete.get("variant").asText());
        assertEquals("backsolve", continuous.get("variant").asText());
        double error = discrete.get("rmse_pooled").asDouble();
        assertEquals(error, continuous.get("rmse_pooled").asDouble(), 0.01 * error);
        assertEquals(6, discrete.get("nfe_fwd_epochs").size());
        assertTrue(discrete.get("nfe_bwd").asDouble() > discrete.get("nfe_fwd").asDouble(), discrete.toString());
        assertTrue(discrete.get("peak_live_mb").asDouble() > 0, discrete.toString());
        assertEquals(4, Files.readString(plot).split("<polyline").length - 1);
        Path printed = Files.write(folder.resolve("printed.jsonl"), out.toByteArray());
        Path again = folder.resolve("again.svg");
        out.reset();
        String[] shown = {"--printed", printed.toString(), "--table", "--plot", again.toString()};
        assertEquals(0, AdjointTraining.run(shown, stream(out), stream(err)));
        assertEquals(4, out.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(Files.readString(plot), Files.readString(again));
    }

    @Test
    void iterationsOfEveryModelAreTimedAndDrawn() throws IOException {
        Path plot = folder.resolve("times.svg");
        assertEquals(0, IterationTime.run(new String[] {"--quick", "--plot", plot.toString()}, stream(out)));
        assertEquals(3 * 4 * 2, rows().size());
        for (JsonNode row : rows()) {
            assertTrue(row.get("cpu_min_ms").asDouble() > 0, row.toString());
        }
        assertEquals(12, Files.readString(plot).split("<polyline").length - 1);
        Path printed = Files.write(folder.resolve("printed.jsonl"), out.toByteArray());
        Path again = folder.resolve("again.svg");
        assertEquals(0, IterationTime.run(new String[] {"--printed", printed + "", "--plot", again + ""}, stream(out)));
        assertEquals(Files.readString(plot), Files.readString(again));
    }

    @Test
    void forecastsOfLongAndShortSeriesAreMeasuredAndDrawn() throws IOException {
        Path plot = folder.resolve("scaling.svg");
        String[] words = {"--quick", "--plot", plot.toString(), "--folder", folder.toString()};
        assertEquals(0, ScalingCost.run(words, stream(out), stream(err)), err.toString(StandardCharsets.UTF_8));
        assertEquals(
                List.of("long", "long", "short", "short"),
                rows().stream().map(row -> row.get("problem").asText()).toList());
        for (JsonNode row : rows()) {
            assertEquals(
                    row.get("problem").asText().equals("long") ? 1 : 2,
                    row.get("series").asInt());
            assertTrue(row.get("cpu_s").asDouble() > 0 && row.get("live_mb").asDouble() > 0, row.toString());
        }
        assertEquals(201, Files.readAllLines(folder.resolve("2x100x1.csv")).size());
        Path printed = Files.write(folder.resolve("printed.jsonl"), out.toByteArray());
        Path again = folder.resolve("again.svg");
        out.reset();
        String[] shown = {"--printed", printed + "," + printed, "--table", "--plot", again.toString()};
        assertEquals(0, ScalingCost.run(shown, stream(out), stream(err)));
        assertEquals(2 + 4, out.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(Files.readString(plot), Files.readString(again));
    }

    @Test
    void unknownModelsAreRefusedBeforeAnythingIsTrained() {
        assertEquals(2, PanelAccuracy.run(new String[] {"--models", "optimum,oracle"}, stream(out), stream(err)));
        assertEquals(2, SpiralAccuracy.run(new String[] {"--models", "oracle,optimum"}, stream(out), stream(err)));
        assertEquals(2, ScalingCost.run(new String[] {"--models", "auto,oracle"}, stream(out), stream(err)));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("no model is called oracle") && said.contains("no model is called optimum"), said);
    }

    @Test
    void spiralsAreDrawn() throws Exception {
        assertEquals(0, SpiralFigures.run("--folder", folder.toString(), "--observed", "8", "--iterations", "2"));
        String drawing = Files.readString(folder.resolve("spirals-8.svg"));
        assertEquals(9, drawing.split("<svg ").length - 1);
        assertTrue(drawing.contains("recurrent network"), drawing);
        String latent = Files.readString(folder.resolve("spirals-latent.svg"));
        assertTrue(latent.contains("counter-clockwise") && !latent.contains("NaN"), latent);
    }

    private List<JsonNode> rows() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> rows = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            rows.add(mapper.readTree(line));
        }
        assertTrue(!rows.isEmpty(), err.toString(StandardCharsets.UTF_8));
        return rows;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
