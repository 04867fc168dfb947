package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.StaticFeatures;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IgnoredInputsTest {

    private static final Times TIMES = Times.ofNumbers(1, 2);
    private static final double[] VALUES = {3, 4};

    private static Channel channel(String name, Role role) {
        return new Channel(new ChannelSpec(name, role, Domain.REAL), TIMES, VALUES);
    }

    private static SeriesSet everything() {
        Channel measured = new Channel(ChannelSpec.target("flow"), TIMES, VALUES, new double[] {0.1, 0.1});
        return SeriesSet.of(new TimeSeries(
                "a",
                List.of(measured, channel("rain", Role.PAST), channel("snow", Role.PAST), channel("plan", Role.KNOWN)),
                new StaticFeatures(Map.of("height", 2.0), Map.of("kind", "weir"))));
    }

    @Test
    void whatIsNotUsedIsNamed() {
        assertEquals(
                Optional.of("latent-ode makes no use of past covariates ('rain', 'snow') and known-future covariates"
                        + " ('plan') and static features ('height', 'kind') and measurement errors ('flow')"),
                IgnoredInputs.warning("latent-ode", Set.of(), everything()));
        assertEquals(
                Optional.of("m makes no use of measurement errors ('flow')"),
                IgnoredInputs.warning("m", EnumSet.complementOf(EnumSet.of(Input.MEASUREMENT_ERRORS)), everything()));
    }

    @Test
    void nothingIsSaidWhereNothingIsIgnored() {
        assertEquals(Optional.empty(), IgnoredInputs.warning("m", EnumSet.allOf(Input.class), everything()));
        SeriesSet plain = SeriesSet.of(new TimeSeries("a", List.of(channel("flow", Role.TARGET))));
        assertEquals(Optional.empty(), IgnoredInputs.warning("m", Set.of(), plain));
    }

    @Test
    void aLoadedModelOfOthersUsesTheCovariatesItKnows(@TempDir Path folder) {
        StringBuilder csv = new StringBuilder("t,flow,rain,plan\n");
        for (int i = 0; i < 40; i++) {
            String seen = i < 36 ? i % 7 + "," + i % 3 : ",";
            csv.append(i).append(",").append(seen).append(",").append(i % 5).append("\n");
        }
        CliRun cli = new CliRun(folder).file("w.csv", csv.toString());
        String read = "forecast @/w.csv --time t --value flow --past rain --known plan --horizon 3 ";
        for (String way : List.of("--model fourier --intervals calibrated --save @/m.json", "--load @/m.json")) {
            CliRun.Outcome outcome = cli.run((read + way).split(" "));
            assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
            assertTrue(outcome.err().contains("makes no use of past covariates ('rain')\n"), outcome.err());
        }
    }
}
