package dev.tidepath.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version as the jar states it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"tidepath " + text()};
    }

    /**
     * The version of this program.
     *
     * @return such as {@code 0.1.0}; {@code development} when it does not run from a jar
     */
    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
