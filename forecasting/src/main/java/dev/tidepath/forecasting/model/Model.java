package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.blend.BlendForecaster;
import dev.tidepath.forecasting.blend.Candidate;
import dev.tidepath.forecasting.blend.EnsembleForecaster;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.prepare.ZoneClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The forecasters that come with Tidepath, by the names the command line and the files use. */
public enum Model {
    /** A {@link BlendForecaster} of the latent ODE, the state-space model whose series share theirs, and most rules. */
    AUTO("auto"),
    /** {@link Network#LATENT_ODE}. */
    LATENT_ODE(Network.LATENT_ODE),
    /** {@link Network#LATENT_SDE}. */
    LATENT_SDE(Network.LATENT_SDE),
    /** {@link StateSpaceForecaster}, which chooses transforms series by series. */
    STATE_SPACE("state-space"),
    /** {@link StateSpaceForecaster} whose series share their models. */
    SHARED_STATE_SPACE("shared-state-space"),
    /** {@link Rule#FOURIER}. */
    FOURIER("fourier"),
    /** {@link Rule#SEASONAL_NAIVE}. */
    SEASONAL_NAIVE("seasonal-naive"),
    /** {@link Rule#CLIMATOLOGY}. */
    CLIMATOLOGY("climatology"),
    /** {@link Rule#DRIFT}. */
    DRIFT("drift"),
    /** {@link Rule#LAST_VALUE}. */
    LAST_VALUE("last-value"),
    /** {@link Rule#MEAN}. */
    MEAN("mean"),
    /** {@link Network#TOKEN_TRANSFORMER}. */
    TOKEN_TRANSFORMER(Network.TOKEN_TRANSFORMER),
    /** {@link Network#ODE_RNN}. */
    ODE_RNN(Network.ODE_RNN),
    /** {@link Network#GRU_ODE_BAYES}. */
    GRU_ODE_BAYES(Network.GRU_ODE_BAYES),
    /** {@link Network#NEURAL_CDE}. */
    NEURAL_CDE(Network.NEURAL_CDE),
    /** {@link Network#GRU_D}. */
    GRU_D(Network.GRU_D),
    /** {@link Network#RNN_DELTA}. */
    RNN_DELTA(Network.RNN_DELTA),
    /** {@link Network#IMTS_MIXER}. */
    IMTS_MIXER(Network.IMTS_MIXER);

    /** What a model is called in files when it is one whose intervals are calibrated. */
    private static final String CALIBRATED = "calibrated";

    /** How often a model is trained whose intervals are calibrated: in rehearsal and for good. */
    private static final int TWICE = 2;

    /** Of the training of a network that may become a part of a blend: the bound on the work of {@link #AUTO}. */
    private static final int BLENDED_ITERATIONS = 300;

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    private final String text;
    private final @Nullable Network network;

    Model(String text) {
        this.text = text;
        this.network = null;
    }

    Model(Network network) {
        this.text = network.text();
        this.network = network;
    }

    /**
     * The name.
     *
     * @return such as {@code latent-ode}
     */
    public String text() {
        return text;
    }

    /**
     * Whether fitting is a training in iterations, which may take long and keep checkpoints.
     *
     * @return true for models with learnt weights
     */
    public boolean isTrained() {
        return network != null;
    }

    /**
     * Whether it is a network or may be blended of others with one, so that the settings of networks count.
     *
     * @return whether they do
     */
    public boolean hasNetwork() {
        return isTrained() || this == AUTO;
    }

    /**
     * Whether its fitted forecasters tell how forecasts follow the observations.
     *
     * @return see {@link FittedForecaster#canExplain}
     */
    public boolean canExplain() {
        return network == null || network == Network.LATENT_ODE;
    }

    /**
     * Makes the unfitted forecaster, whose forecasts stay in the channels' domains, and whose cycles follow the clock of the
     * zone if one is told.
     *
     * @param settings what it is told
     * @return the forecaster
     */
    public Forecaster forecaster(ModelSettings settings) {
        Optional<ZoneClock> clock = settings.zone().flatMap(ZoneClock::of);
        if (clock.isEmpty()) {
            return byEvenTime(settings);
        }
        Optional<Horizon> told = settings.horizon().map(clock.get()::local);
        return new ZonedForecaster(byEvenTime(told.map(settings::withHorizon).orElse(settings)), clock.get());
    }

    private Forecaster byEvenTime(ModelSettings settings) {
        Intervals intervals = intervals(settings);
        if (this == AUTO) {
            return blend(text, candidates(settings), intervals, settings);
        }
        if (intervals == Intervals.MODEL) {
            return plain(settings);
        }
        Forecaster rehearsed = plain(settings.ofOne(TWICE));
        return blend(CALIBRATED, List.of(new Candidate(text, rehearsed, 1)), intervals, settings);
    }

    /**
     * Where its intervals come from: calibrated for {@link #AUTO}, else its own, unless the settings say it.
     *
     * @param settings what it is told
     * @return where from
     */
    public Intervals intervals(ModelSettings settings) {
        return settings.intervals().orElse(this == AUTO ? Intervals.CALIBRATED : Intervals.MODEL);
    }

    private static Forecaster blend(
            String name, List<Candidate> candidates, Intervals intervals, ModelSettings settings) {
        return new BlendForecaster(
                name, candidates, settings.horizon(), intervals, settings.seed(), settings.threads());
    }

    private Forecaster plain(ModelSettings settings) {
        if (network != null) {
            int networks = settings.network().networks();
            return networks == 1 ? of(network, settings) : ensemble(network, settings.ofOne(networks), networks);
        }
        return switch (this) {
            case STATE_SPACE -> new StateSpaceForecaster(settings);
            case SHARED_STATE_SPACE -> new StateSpaceForecaster(settings, StateSpaceForecaster.Sharing.SERIES);
            case FOURIER -> of(Rule.FOURIER, settings);
            case SEASONAL_NAIVE -> of(Rule.SEASONAL_NAIVE, settings);
            case CLIMATOLOGY -> of(Rule.CLIMATOLOGY, settings);
            case DRIFT -> of(Rule.DRIFT, settings);
            case LAST_VALUE -> of(Rule.LAST_VALUE, settings);
            case MEAN -> of(Rule.MEAN, settings);
            default -> throw new AssertionError(this);
        };
    }

    /** Those of which a blend may be made, with the shares that they are expected to have. */
    private static List<Candidate> candidates(ModelSettings settings) {
        Map<Model, Double> priors = new EnumMap<>(Model.class);
        priors.put(SHARED_STATE_SPACE, 0.5);
        priors.put(LATENT_ODE, 0.3);
        priors.put(FOURIER, 0.05);
        priors.put(SEASONAL_NAIVE, 0.05);
        priors.put(CLIMATOLOGY, 0.02);
        priors.put(DRIFT, 0.04);
        priors.put(LAST_VALUE, 0.04);
        ModelSettings each = settings.withIterationsOfAtMost(BLENDED_ITERATIONS).ofOne(TWICE);
        return priors.entrySet().stream()
                .map(e -> new Candidate(e.getKey().text, e.getKey().plain(each), e.getValue()))
                .toList();
    }

    private static Forecaster of(Rule rule, ModelSettings settings) {
        return transformed(new RuleForecaster(rule, settings), settings);
    }

    private static Forecaster transformed(Forecaster inner, ModelSettings settings) {
        return new TransformedForecaster(inner, settings.transform());
    }

    private static Forecaster ensemble(Network network, ModelSettings each, int networks) {
        return new EnsembleForecaster(
                network.text(),
                each.seed(),
                IntStream.range(0, networks)
                        .mapToObj(i -> of(network, each.withSeed(each.seed() + i)))
                        .toList());
    }

    private static Forecaster of(Network network, ModelSettings settings) {
        NeuralForecaster.Builder builder = NeuralForecaster.builder()
                .network(network)
                .seed(settings.seed())
                .paths(settings.paths())
                .threads(settings.threads())
                .gradient(settings.gradient())
                .settings(settings.network());
        settings.periods().forEach(builder::period);
        settings.horizon().ifPresent(builder::horizon);
        settings.iterations().ifPresent(builder::iterations);
        settings.stopAfter().ifPresent(builder::stopAfter);
        settings.maxTime().ifPresent(builder::maxTime);
        settings.checkpoints().ifPresent(store -> builder.checkpoint(store, CHECKPOINT_INTERVAL));
        return transformed(builder.build(), settings);
    }

    /**
     * Looks a model up.
     *
     * @param name its name
     * @return the model, or empty if there is none of that name
     */
    public static Optional<Model> named(String name) {
        return Arrays.stream(values()).filter(m -> m.text.equals(name)).findFirst();
    }

    /**
     * The rules of a line or two that every other model must beat.
     *
     * @return models in the order of this enumeration
     */
    public static List<Model> simpleRules() {
        return List.of(SEASONAL_NAIVE, CLIMATOLOGY, DRIFT, LAST_VALUE, MEAN);
    }

    /**
     * The names of the {@link #simpleRules}.
     *
     * @return names
     */
    public static Set<String> simpleRuleNames() {
        return simpleRules().stream().map(Model::text).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * All names.
     *
     * @return names in the order of this enumeration
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(Model::text).toList();
    }
}
