package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Sets that nothing is developed on, for the check of what was developed on the others. */
final class KeptBackSources {

    private static final int RATES = 8;
    private static final String[] ILLNESS = {
        "% WEIGHTED ILI", "%UNWEIGHTED ILI", "AGE 0-4", "AGE 5-24", "ILITOTAL", "NUM. OF PROVIDERS", "OT"
    };

    private KeptBackSources() {}

    static void addTo(SuiteSources sources) {
        sources.whole("exchange_rate", "exchange_rate", "exchange_rate/exchange_rate.txt.gz", KeptBackSources::rates);
        sources.whole("illness", "illness", "illness/national_illness.csv", file -> {
            TimeSeries series = PlainTable.read(file).series("", PlainTable.dates("date"), ILLNESS);
            ForecastProtocol protocol = ForecastProtocol.every(Period.ofWeeks(1), 24, 52, 5);
            return new SuiteSet("illness", "illness", protocol, SeriesSet.of(series)).positiveBut();
        });
        sources.whole(
                "paleo", "LR04", "paleo/LR04_benthic_stack.csv", file -> ages(file, "age_ka", "d18o_permil", 2.5));
        sources.whole("paleo", "EDC", "paleo/EPICA_Dome_C_CO2.csv", file -> ages(file, "age_kyr_bp", "co2_ppm", 0.5));
    }

    /** Rates on business days, which are counted: the file has neither a header nor dates. */
    private static SuiteSet rates(Path file) {
        List<String> lines = PlainTable.lines(file);
        Times days = Times.ofNumbers(
                IntStream.range(0, lines.size()).mapToDouble(i -> i).toArray());
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < RATES; c++) {
            int column = c;
            double[] values = lines.stream()
                    .mapToDouble(line -> PlainTable.number(PlainTable.cells(line)[column]))
                    .toArray();
            channels.add(new Channel("rate " + (c + 1), days, values));
        }
        ForecastProtocol protocol = ForecastProtocol.every(1, 96, 1, 5);
        SeriesSet series = SeriesSet.of(new TimeSeries("", channels));
        return new SuiteSet("exchange_rate", "exchange_rate", protocol, series).positiveBut();
    }

    /** A record by age, which is turned round so that time runs forward. */
    private static SuiteSet ages(Path file, String age, String column, double step) {
        List<PlainTable.Row> rows = new ArrayList<>(PlainTable.read(file).rows());
        Collections.reverse(rows);
        TimeSeries series = new PlainTable(rows).series("", PlainTable.numbers(row -> -row.number(age)), column);
        ForecastProtocol protocol = ForecastProtocol.every(step, 20, 1, 5);
        return new SuiteSet("paleo", column, protocol, SeriesSet.of(series)).positiveBut();
    }
}
