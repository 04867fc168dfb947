package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.TidepathException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged files: each is read, or refused with a code, and nothing else ever happens. */
final class CsvMutationTest {

    private static final String[] SCRAPS = {
        "\"",
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\0",
        "\ufeff",
        "NaN",
        "-",
        "e",
        "1e999",
        "0x1",
        "1,5",
        "T",
        "Z",
        "+25:00",
        "2024-02-30",
        "24:00",
        " ",
        "#",
        "ä",
        "😀",
        "\ud800",
        "Infinity",
        "''",
        "id",
        "9999-12-31",
        "0001-01-01",
        "2024-01-01T00:00:00Z",
        "12:60",
        "."
    };

    private static final byte[] SOUND = sound();

    @Test
    void tenThousandDamagedFiles() {
        run(10_000, 20240229);
    }

    @Test
    @Tag("slow")
    void manyDamagedFiles() {
        run(200_000, 1);
    }

    private static void run(int count, long firstSeed) {
        List<CsvCase> cases = CsvCase.all().toList();
        int read = 0;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            Random random = new Random(seed);
            if (random.nextInt(4) == 0) {
                CsvCase c = cases.get(random.nextInt(cases.size()));
                byte[] bytes = damaged(c.bytes(), random);
                isRead(() -> c.csv(bytes), "seed " + seed + " on " + c);
            } else {
                byte[] bytes = damaged(SOUND, random);
                read += isRead(() -> csv(bytes), "seed " + seed) ? 1 : 0;
            }
        }
        assertTrue(read > count / 10 && read < count / 2, read + " of " + count + " were read");
    }

    private static byte[] sound() {
        StringBuilder b = new StringBuilder("id,time,note,y,z\n");
        for (int i = 0; i < 40; i++) {
            b.append("pump-").append(i % 3).append(",2024-01-").append(i < 27 ? i / 3 + 10 : i / 3 + 11);
            b.append(",\"noted, once\",")
                    .append(i * 0.5)
                    .append(',')
                    .append(i % 5 == 0 ? "" : i)
                    .append('\n');
        }
        return b.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Csv csv(byte[] bytes) {
        return Csv.read(new ByteArrayInputStream(bytes), "damaged.csv")
                .time("time")
                .values("y", "z")
                .id("id");
    }

    private static boolean isRead(Supplier<Csv> csv, String which) {
        return assertDoesNotThrow(
                () -> {
                    try {
                        CsvCase.text(csv.get().load());
                        csv.get().toTable();
                        return true;
                    } catch (TidepathException e) {
                        assertTrue(e.code().matches("TP-[DF]\\d{3}"), e::code);
                        assertTrue(e.location().contains(".csv"), e::location);
                        assertTrue(!e.getMessage().isBlank() && !e.hint().isBlank(), e::getMessage);
                        assertTrue(e.getMessage().lines().count() == 1, e::getMessage);
                        return false;
                    }
                },
                which);
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] out = bytes.clone();
        int edits = 1 + random.nextInt(2);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(out.length + 1);
            int to = Math.min(out.length, at + random.nextInt(4));
            out = switch (random.nextInt(5)) {
                case 0 -> splice(out, at, to, new byte[0]);
                case 1 -> splice(out, at, at, new byte[] {(byte) random.nextInt(256)});
                case 2 -> splice(out, at, at, Arrays.copyOfRange(out, random.nextInt(out.length + 1), out.length));
                case 3 -> splice(out, at, out.length, new byte[0]);
                default -> splice(out, at, to, SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8));
            };
        }
        return out;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }
}
