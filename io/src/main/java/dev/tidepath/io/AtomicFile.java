package dev.tidepath.io;

import dev.tidepath.forecasting.store.AtomicReplacement;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a text file as a whole or not at all, see {@link AtomicReplacement}; says what is wrong if it cannot. */
public final class AtomicFile {

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

    private AtomicFile() {}

    /**
     * Writes a file. What is no regular file, such as a device or a pipe, is written to directly.
     *
     * @param target where to; an existing file is replaced, a symbolic link is followed
     * @param content what the file is to hold
     * @throws InputException of kind {@link InputException.Kind#IO} if the file cannot be written
     */
    public static void write(Path target, Content content) {
        try {
            if (Files.isDirectory(target)) {
                throw failure(target, "it is a folder", null);
            }
            Path folder = target.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw failure(target, "there is no folder " + folder, null);
            }
            AtomicReplacement.write(target, content::writeTo);
        } catch (IOException e) {
            throw failure(target, reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "there is no permission to write " + denied.getFile();
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }

    private static InputException failure(Path target, String why, @Nullable IOException cause) {
        InputException e = new InputException(
                InputException.Kind.IO,
                "TP-F005",
                target.toString(),
                "cannot be written: " + why,
                "name another place");
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }
}
