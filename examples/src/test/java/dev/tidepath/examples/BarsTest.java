package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BarsTest {

    @Test
    void figuresOnABarKeepIt() {
        assertEquals(
                List.of(),
                new Bars()
                        .atMost("a", 1, 1)
                        .below("b", 1, 1.5)
                        .within("c", 65, 65, 95)
                        .missed());
    }

    @Test
    void everyBarThatIsMissedIsNamed() {
        assertEquals(
                List.of(
                        "a is 2.000, not at most 1.000",
                        "b is 1.000, not below 1.000",
                        "c is 97.000, not at most 95.000",
                        "d is NaN, not at least 65.000",
                        "d is NaN, not at most 95.000"),
                new Bars()
                        .atMost("a", 2, 1)
                        .below("b", 1, 1)
                        .within("c", 97, 65, 95)
                        .within("d", Double.NaN, 65, 95)
                        .missed());
    }

    @Test
    void thePanelIsComparedWithEveryRuleButTheOptimum() {
        Map<String, Double> rules = Map.of(
                PanelRules.LAST_VALUE, 0.4,
                PanelRules.ZERO, 0.2,
                PanelRules.MEAN, 0.3,
                PanelRules.FOURIER, 0.1,
                PanelRules.HARMONICS, 0.5,
                PanelRules.TRUE_FORM, 0.01);
        assertEquals(List.of(), OscillatorPanel.bars(0.09, rules).missed());
        assertEquals(
                List.of(
                        "error against half of that of zero is 0.120, not below 0.100",
                        "error against that of Fourier, best frequency is 0.120, not below 0.100"),
                OscillatorPanel.bars(0.12, rules).missed());
    }
}
