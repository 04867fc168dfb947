package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, in which words. */
final class CsvRefusedTest {

    @Test
    void aMissingFileIsNamedInFullWithASimilarOne(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("co2_mauna_loa_weekly.csv"));
        Files.createFile(folder.resolve("other.csv"));
        Path wanted = folder.resolve("co2.csv");
        InputException e = refused(Csv.read(wanted));
        assertEquals(
                "TP-F001\n" + wanted + "\nthere is no file " + wanted
                        + "\ndid you mean 'co2_mauna_loa_weekly.csv' in the same folder?\n",
                CsvCase.text(e));
        assertEquals(InputException.Kind.MISSING, e.kind());
    }

    @Test
    void aMissingFolderIsToldSo(@TempDir Path folder) {
        InputException e = refused(Csv.read(folder.resolve("no").resolve("co2.csv")));
        assertEquals("TP-F001", e.code());
        assertEquals("the folder " + folder.resolve("no") + " does not exist either", e.hint());
    }

    @Test
    void aFolderIsNoFile(@TempDir Path folder) {
        InputException e = refused(Csv.read(folder));
        assertEquals("TP-F002", e.code());
        assertEquals(InputException.Kind.MISSING, e.kind());
    }

    @Test
    void aReadFailureIsAnIoFailure() {
        byte[] rows = "t,y\n1,2\n".getBytes(StandardCharsets.UTF_8);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(rows), new BrokenStream());
        InputException e = refused(Csv.read(broken, "disk.csv"));
        assertEquals("TP-F004", e.code());
        assertEquals("disk.csv", e.location());
        assertEquals("reading failed: the disk is gone", e.getMessage());
        assertEquals(InputException.Kind.IO, e.kind());
    }

    @Test
    void aVeryLongCellIsNoData() {
        InputException e = refused(Csv.read(new StringReader("t,y\n1,\"" + "x".repeat(3 << 20) + "\"\n"), "long.csv"));
        assertEquals("TP-D017", e.code());
        assertEquals("long.csv:2", e.location());
        assertEquals("a cell is longer than 1,048,576 characters", e.getMessage());
    }

    @Test
    void aZeroCharacterInCharactersIsBinary() {
        assertEquals(
                "TP-D017",
                refused(Csv.read(new StringReader("t,\0y\n1,2\n"), "x.csv")).code());
    }

    @Test
    void misuseIsAnIllegalArgument() {
        Csv csv = Csv.read(new ByteArrayInputStream("t,y\n1,2\n".getBytes(StandardCharsets.UTF_8)), "x.csv");
        assertThrows(IllegalArgumentException.class, csv.values("y")::load);
        assertThrows(IllegalArgumentException.class, csv.time("t")::load);
        assertThrows(IllegalArgumentException.class, csv.time("t").values("t")::load);
        assertThrows(IllegalArgumentException.class, csv.time("t").values("y", "y")::load);
        assertThrows(IllegalArgumentException.class, csv.time("t").id("y").values("y")::load);
    }

    /** Ends in a failure after some blank lines. */
    private static final class BrokenStream extends InputStream {

        private int left = 500_000;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("the disk is gone");
            }
            int n = Math.min(left, length);
            Arrays.fill(target, offset, offset + n, (byte) '\n');
            left -= n;
            return n;
        }
    }

    private static InputException refused(Csv csv) {
        return assertThrows(InputException.class, csv.time("t").values("y")::load);
    }
}
