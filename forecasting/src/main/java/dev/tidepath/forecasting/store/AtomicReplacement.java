package dev.tidepath.forecasting.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a text file as a whole or not at all: under a temporary name in the same folder, which then replaces the old
 * file at once. On failure the old file is untouched and nothing is left behind.
 */
public final class AtomicReplacement {

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes the content.
         *
         * @param out takes UTF-8
         * @throws IOException if writing fails
         */
        void writeTo(Writer out) throws IOException;
    }

    private AtomicReplacement() {}

    /**
     * Writes a file. What is no regular file, such as a device or a pipe, is written to directly.
     *
     * @param target where to; an existing file is replaced, a symbolic link is followed
     * @param content what the file is to hold
     * @throws IOException if the file cannot be written
     */
    public static void write(Path target, Content content) throws IOException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            writeTo(FileChannel.open(target, StandardOpenOption.WRITE), content, false);
        } else {
            replace(Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), content);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path temporary = newTemporary(target);
        try {
            writeTo(FileChannel.open(temporary, StandardOpenOption.WRITE), content, true);
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** An empty file beside the target, with the permissions that a new file gets. */
    private static Path newTemporary(Path target) throws IOException {
        for (int i = 0; ; i++) {
            Path candidate = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + i + ".tmp");
            try {
                return Files.createFile(candidate);
            } catch (FileAlreadyExistsException e) {
                if (i == Short.MAX_VALUE) {
                    throw e;
                }
            }
        }
    }

    private static void writeTo(FileChannel channel, Content content, boolean force) throws IOException {
        try (channel;
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
            content.writeTo(out);
            out.flush();
            if (force) {
                channel.force(true);
            }
        }
    }
}
