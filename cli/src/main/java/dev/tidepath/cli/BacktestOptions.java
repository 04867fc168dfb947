package dev.tidepath.cli;

import dev.tidepath.forecasting.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which models forecast what part of the past. */
final class BacktestOptions extends CutOffOptions {

    @Option(
            names = "--model",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            hideParamSyntax = true,
            converter = ModelOptions.ModelConverter.class,
            completionCandidates = ModelOptions.ModelNames.class,
            description = "The models to compare: ${COMPLETION-CANDIDATES} (default: auto, "
                    + "latent-ode, state-space and the simple rules).")
    private @Nullable List<Model> models;

    @Override
    void check() {
        super.check();
        List<Model> chosen = models();
        if (new LinkedHashSet<>(chosen).size() < chosen.size()) {
            throw new UsageException("--model: a model is named twice");
        }
    }

    /**
     * The models to compare.
     *
     * @return those asked for, or the usual ones
     */
    List<Model> models() {
        if (models != null) {
            return models;
        }
        List<Model> usual = new ArrayList<>(List.of(Model.AUTO, Model.LATENT_ODE, Model.STATE_SPACE));
        usual.addAll(Model.simpleRules());
        return usual;
    }
}
