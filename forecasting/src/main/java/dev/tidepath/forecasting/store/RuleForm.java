package dev.tidepath.forecasting.store;

import static dev.tidepath.forecasting.store.Form.POSITIVE;
import static dev.tidepath.forecasting.store.Form.list;
import static dev.tidepath.forecasting.store.RecordForm.always;
import static dev.tidepath.forecasting.store.RecordForm.part;
import static dev.tidepath.forecasting.store.SeriesForms.MOST_CHANNELS;

import dev.tidepath.forecasting.model.FittedRule;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The form of a rule with its errors. */
final class RuleForm {

    private static final Form<Rule> RULE = Form.choice(Rule.class, names());

    /** A kind for each rule, which is not named again inside. */
    static final List<ModelKind<FittedRule>> KINDS =
            Arrays.stream(Rule.values()).map(RuleForm::kind).toList();

    private RuleForm() {}

    private static Map<Rule, String> names() {
        return Arrays.stream(Rule.values()).collect(Collectors.toUnmodifiableMap(rule -> rule, Rule::text));
    }

    private static ModelKind<FittedRule> kind(Rule rule) {
        return new ModelKind<>(
                rule.text(),
                RecordForm.of(
                        FittedRule.class,
                        always(RULE, rule),
                        part("series", SeriesForms.SCHEMA),
                        part("periods", list(list(POSITIVE, ModelSettings.MOST_PERIODS), MOST_CHANNELS)),
                        part("scales", SeriesForms.SCALES),
                        part("growths", list(SeriesForms.GROWTH, MOST_CHANNELS)),
                        part("longest", POSITIVE),
                        part("options", SeriesForms.SAMPLING),
                        SeriesForms.THREADS,
                        part("provenance", SeriesForms.provenance(rule.text()))),
                FittedRule::series);
    }
}
