package dev.tidepath.forecasting.store;

import dev.tidepath.forecasting.FittedForecaster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of models that can be stored. */
final class ModelKinds {

    /** All of them; what is not here cannot be stored. */
    static final List<ModelKind<?>> ALL = Stream.of(
                    NeuralForm.KINDS, StateSpaceForm.KINDS, RuleForm.KINDS, BlendForm.KINDS)
            .<ModelKind<?>>flatMap(List::stream)
            .toList();

    private ModelKinds() {}

    static Optional<ModelKind<?>> named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** The kind of a model, if it can be stored. */
    static Optional<ModelKind<?>> of(FittedForecaster fitted) {
        return ALL.stream().filter(kind -> kind.holds(fitted)).findFirst();
    }
}
