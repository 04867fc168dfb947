package dev.tidepath.io;

import dev.tidepath.forecasting.store.SpaceFile;
import dev.tidepath.forecasting.tune.SearchSpace;
import java.nio.file.Path;
import java.util.Optional;

/** Search spaces in files that a user named: missing ones and those that cannot be read are told of like all others. */
public final class SearchSpaceFile {

    private SearchSpaceFile() {}

    /**
     * Reads a search space.
     *
     * @param file its file, see {@link SpaceFile}; messages call it by this path
     * @return the space
     * @throws InputException if the file cannot be read or is no text
     * @throws dev.tidepath.forecasting.DataException with code TP-D084 if it holds no search space
     */
    public static SearchSpace read(Path file) {
        TextSource source = TextSource.of(file);
        return source.read(text -> SpaceFile.read(text, source.origin().name()), Optional.empty(), new Remarks());
    }
}
