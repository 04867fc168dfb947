package dev.tidepath.io;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.store.ModelStore;
import dev.tidepath.forecasting.store.StoredModel;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Model files that a user named: missing ones and those that cannot be read or written are told of like all others. */
public final class ModelFile {

    private ModelFile() {}

    /**
     * Reads a model.
     *
     * @param file its file; messages call it by this path
     * @param editedAllowed whether a file is taken that was changed after it had been written
     * @return the model, and what the file tells of it
     * @throws InputException if the file cannot be read or is no text
     * @throws dev.tidepath.forecasting.store.ModelFormatException if it is no model file, damaged, edited although that is
     *     not allowed, or of a newer format
     */
    public static StoredModel read(Path file, boolean editedAllowed) {
        return read(TextSource.of(file), editedAllowed);
    }

    /**
     * Reads a model from a stream.
     *
     * @param bytes read to their end, not closed
     * @param name what messages call them
     * @param editedAllowed whether a file is taken that was changed after it had been written
     * @return the model, and what the file tells of it
     * @throws InputException if reading fails or this is no text
     * @throws dev.tidepath.forecasting.store.ModelFormatException if it is no model file, damaged, edited although that is
     *     not allowed, or of a newer format
     */
    public static StoredModel read(InputStream bytes, String name, boolean editedAllowed) {
        return read(TextSource.of(bytes, name), editedAllowed);
    }

    private static StoredModel read(TextSource source, boolean editedAllowed) {
        return source.read(
                text -> ModelStore.read(text, source.origin().name(), editedAllowed), Optional.empty(), new Remarks());
    }

    /**
     * What a file is to hold.
     *
     * @param fitted a model of a kind that comes with Tidepath
     * @return content for {@link AtomicFile#write}
     */
    public static AtomicFile.Content content(FittedForecaster fitted) {
        return out -> ModelStore.write(fitted, out);
    }
}
