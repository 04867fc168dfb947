package dev.tidepath.cli;

import picocli.CommandLine.Command;

/** {@code tidepath}: says what there is, and does nothing by itself. */
@Command(
        name = "tidepath",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisHeading = "",
        customSynopsis = "Usage: tidepath COMMAND ...",
        descriptionHeading = "%n",
        description = "Forecasts series whose times are not evenly spaced, by latent ODEs. Nothing is resampled;"
                + " gaps are filled only where that is asked for.",
        optionListHeading = "%nOptions%n",
        commandListHeading = "%nCommands%n",
        footer = {
            "",
            "Examples",
            "  tidepath inspect co2.csv",
            "  tidepath forecast co2.csv --time date --value ppm --horizon 104w --out f.csv",
            "  tidepath backtest co2.csv --time date --value ppm --horizon 104w --every 52w",
            "",
            "'tidepath COMMAND --help' explains a command."
        })
final class TidepathCommand implements Runnable {

    @Override
    public void run() {
        throw new UsageException("missing COMMAND; 'tidepath forecast' is one");
    }
}
