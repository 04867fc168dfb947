package dev.tidepath.cli;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.model.FittedZoned;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.prepare.ZoneClock;
import dev.tidepath.forecasting.store.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Where a command's fitted model comes from, a training or a file, and what is said of it on the way. */
final class ModelSource {

    private final Terminal terminal;
    private final Interruption interruption;
    private final BiFunction<Model, ModelSettings, Forecaster> forecasters;
    private boolean isTrainingOver;

    ModelSource(
            Terminal terminal, Interruption interruption, BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.forecasters = forecasters;
    }

    /**
     * What a model takes of the series, so that times and plot are of that alone.
     *
     * @param stored the model
     * @param given all series
     * @param input name of their file
     * @return the series as the model reads them
     */
    static SeriesSet known(StoredModel stored, SeriesSet given, String input) {
        try {
            return stored.series().select(given);
        } catch (DataException e) {
            throw Located.in(input, e);
        }
    }

    /**
     * Takes a model from a file.
     *
     * @param stored the model
     * @param file where it was
     * @param given the series it is to serve
     * @param zone the zone that is named, if one is
     * @return the model
     */
    FittedForecaster taken(StoredModel stored, Path file, SeriesSet given, Optional<ZoneId> zone) {
        say("loaded", StandardStream.nameOf(file) + ", saved by tidepath " + stored.createdBy());
        if (stored.isEdited()) {
            say("warning", "the model was edited after it had been saved");
        }
        List<String> unknown = stored.series().unknown(given.withoutCovariates());
        if (!unknown.isEmpty()) {
            say("note", "the model does not know '" + String.join("', '", unknown) + "', left out");
        }
        otherDomains(stored.series(), given).forEach(text -> say("warning", text));
        zone.flatMap(named -> otherClock(stored, named)).ifPresent(text -> say("note", text));
        Set<Input> used = Model.named(stored.model())
                .map(known -> known.forecaster(ModelSettings.DEFAULTS).uses())
                .orElseGet(() -> covered(stored.series()));
        IgnoredInputs.warning(stored.model(), used, given).ifPresent(text -> say("warning", text));
        sayModel(stored.forecaster().provenance());
        return stored.forecaster();
    }

    /** Says where a domain is named that forecasts need not keep to: a model keeps to that of its fit. */
    private static List<String> otherDomains(SeriesSchema fitted, SeriesSet given) {
        List<String> warnings = new ArrayList<>();
        for (ChannelSpec own : fitted.channels()) {
            given.specs().stream()
                    .filter(named -> named.name().equals(own.name())
                            && !named.domain().equals(Domain.REAL)
                            && !named.domain().equals(own.domain()))
                    .forEach(named -> warnings.add("the model was fitted on '" + own.name() + "' as "
                            + own.domain().kind().text() + " and forecasts it so; fit it again with --domain"));
        }
        return warnings;
    }

    /** Says that a model goes by another clock than that of the zone that is named. */
    private static Optional<String> otherClock(StoredModel stored, ZoneId named) {
        if (stored.series().axis() == TimeAxis.NUMERIC) {
            return Optional.empty();
        }
        Optional<String> own =
                Optional.ofNullable(stored.forecaster().provenance().facts().get(FittedZoned.FACT));
        Optional<String> asked = ZoneClock.of(named).map(clock -> clock.zone().getId());
        return own.equals(asked)
                ? Optional.empty()
                : Optional.of("the model's cycles follow "
                        + own.map(zone -> "the clock of " + zone).orElse("a clock that is never changed")
                        + ", not that of "
                        + named.getId());
    }

    /** What a model of several others can make use of: it knows the covariates that one of them does. */
    private static Set<Input> covered(SeriesSchema series) {
        Set<Input> used = EnumSet.of(Input.MEASUREMENT_ERRORS);
        for (ChannelSpec channel : series.channels()) {
            if (channel.role() == Role.PAST) {
                used.add(Input.PAST_COVARIATES);
            } else if (channel.role() == Role.KNOWN) {
                used.add(Input.KNOWN_COVARIATES);
            }
        }
        return used;
    }

    /**
     * Fits a model.
     *
     * @param model which one
     * @param settings what it is told
     * @param series what it is fitted to
     * @return the model
     * @throws IOException never by itself; see {@link Interruption#section}
     */
    FittedForecaster trained(Model model, ModelSettings settings, SeriesSet series) throws IOException {
        return interruption.section(() -> train(model, settings, series));
    }

    private FittedForecaster train(Model model, ModelSettings settings, SeriesSet series) {
        Forecaster forecaster = forecasters.apply(model, settings);
        IgnoredInputs.warning(model.text(), forecaster.uses(), series).ifPresent(text -> say("warning", text));
        long start = System.nanoTime();
        TrainingReport report;
        FittedForecaster fitted;
        try (ProgressDisplay display = ProgressDisplay.on(terminal)) {
            report = new TrainingReport(display, interruption, terminal.err());
            fitted = forecaster.fit(series, report);
        }
        interruption.check();
        isTrainingOver = report.isOver();
        report.warning().ifPresent(text -> say("warning", text));
        sayTrained(report, fitted.provenance(), 1e-9 * (System.nanoTime() - start));
        return fitted;
    }

    /**
     * Whether a training is over: as planned, or because it cannot go on.
     *
     * @return false if there was none, or it was cut short
     */
    boolean isTrainingOver() {
        return isTrainingOver;
    }

    private void sayTrained(TrainingReport report, Provenance provenance, double seconds) {
        say(
                "trained",
                report.last()
                                .map(last -> last.iteration() + " of "
                                        + Talk.count(last.iterations(), "iteration", "iterations") + ", "
                                        + TrainingReport.loss(last) + ", ")
                                .orElse("in ")
                        + TimeAxis.CALENDAR.length(seconds));
        sayModel(provenance);
    }

    private void sayModel(Provenance provenance) {
        say("model", provenance.model());
        provenance.facts().forEach((name, fact) -> say("", name + ": " + fact));
    }

    private void say(String label, String text) {
        Talk.line(terminal.err(), label, text);
    }
}
