package dev.tidepath.forecasting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a fitted forecaster came about: figures that replay it.
 *
 * @param model name of the forecaster, such as {@code latent-ode}
 * @param facts options, data and training in the order they matter, as text
 */
public record Provenance(String model, Map<String, String> facts) {

    /**
     * Keeps an unmodifiable copy in the given order.
     *
     * @param model see the component
     * @param facts see the component
     */
    public Provenance {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * All of it as facts.
     *
     * @return the name of the forecaster as the fact {@code model}, then the facts
     */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("model", model);
        all.putAll(facts);
        return all;
    }

    /**
     * The same with other texts for facts that it has.
     *
     * @param others texts by the name of the fact; what is not among the facts is left out
     * @return facts in the same order
     */
    public Provenance replacing(Map<String, String> others) {
        Map<String, String> replaced = new LinkedHashMap<>(facts);
        replaced.replaceAll((name, fact) -> others.getOrDefault(name, fact));
        return new Provenance(model, replaced);
    }
}
