package dev.tidepath.io;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to do with rows that cannot be read.
 *
 * @param skips whether they are left out, rather than refused
 * @param quarantine the file to write them to, if any
 */
public record OnBadRow(boolean skips, Optional<Path> quarantine) {

    /** Refuse the file. */
    public static final OnBadRow FAIL = new OnBadRow(false, Optional.empty());

    /** Leave them out, with a warning. */
    public static final OnBadRow SKIP = new OnBadRow(true, Optional.empty());

    /**
     * Leaves them out, with a warning, and writes them to a file with their lines and what is wrong.
     *
     * @param file where to; an existing file is replaced
     * @return the policy
     */
    public static OnBadRow quarantine(Path file) {
        return new OnBadRow(true, Optional.of(file));
    }
}
