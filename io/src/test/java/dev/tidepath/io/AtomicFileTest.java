package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole file or the old one, and nothing besides. */
final class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsReplaced() throws IOException {
        Path file = folder.resolve("a.csv");
        AtomicFile.write(file, out -> out.write("ä1\n"));
        AtomicFile.write(file, out -> out.write("ä2\n"));
        assertEquals("ä2\n", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        InputException e = assertThrows(
                InputException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write("x".repeat(100_000));
                    throw new IOException("no space left");
                }));
        assertEquals("TP-F005", e.code());
        assertEquals("cannot be written: no space left", e.getMessage());
        assertEquals(InputException.Kind.IO, e.kind());
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException();
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.csv"), names());
    }

    @Test
    void aFolderOrAMissingFolderIsRefused() throws IOException {
        InputException folderItself = assertThrows(InputException.class, () -> AtomicFile.write(folder, out -> {}));
        assertEquals("cannot be written: it is a folder", folderItself.getMessage());
        Path lost = folder.resolve("no").resolve("a.csv");
        InputException e = assertThrows(InputException.class, () -> AtomicFile.write(lost, out -> {}));
        assertEquals("cannot be written: there is no folder " + lost.getParent(), e.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsFollowedAndADeviceWrittenTo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        AtomicFile.write(link, out -> out.write("new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
        AtomicFile.write(Path.of("/dev/null"), out -> out.write("new"));
        assertTrue(Files.exists(Path.of("/dev/null")) && !Files.isRegularFile(Path.of("/dev/null")));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
