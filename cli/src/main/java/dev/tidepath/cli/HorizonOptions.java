package dev.tidepath.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which times to forecast: those ahead, or a stretch that is held back. */
final class HorizonOptions extends AheadOptions {

    @Option(
            names = "--holdout",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description =
                    "Hold the last stretch of each series back instead, forecast what was observed in it, and print"
                            + " the errors beside those of simple rules.")
    private @Nullable TimeLength holdout;

    @Override
    void check() {
        if (holdout == null) {
            super.check();
        } else if (isGiven()) {
            throw new UsageException(
                    "--holdout takes its times from the series; it excludes --horizon, --every and --at");
        }
    }

    /**
     * The stretch to hold back.
     *
     * @return its length, empty if nothing is to be held back
     */
    Optional<TimeLength> holdout() {
        return Optional.ofNullable(holdout);
    }
}
