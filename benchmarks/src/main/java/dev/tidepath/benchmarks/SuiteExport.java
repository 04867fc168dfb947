package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.NaiveScale;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes what models see of a set and what they are compared with as CSV, for forecasters in other languages: a row for each
 * observation of the last {@value #MOST} steps before a cut-off and of the horizon after it. Times count steps of the grid.
 */
final class SuiteExport {

    static final int MOST = 3_000;
    private static final String HEADER = "group,set,level,season,ahead,id,channel,cutoff,kind,time,value,scale";

    private final SuiteRun run;
    private final List<String> rows = new ArrayList<>(List.of(HEADER));
    private final Set<List<String>> begun = new HashSet<>();
    private SeriesSet histories;

    private SuiteExport(SuiteRun run) {
        this.run = run;
        this.histories = run.set().series();
    }

    /** Writes the file of a set and level. */
    static void write(SuiteRun run, Path folder) throws IOException {
        SuiteExport export = new SuiteExport(run);
        Forecaster plain = run.forecaster(Model.LAST_VALUE);
        Forecaster watched = (series, listener) -> export.watched(plain.fit(series, listener));
        run.backtest("", watched).run(run.set().series(), BacktestListener.silent(), export::add);
        Files.createDirectories(folder);
        Files.write(folder.resolve(run.set().name() + "-" + run.level() + ".csv"), export.rows);
    }

    private FittedForecaster watched(FittedForecaster fitted) {
        return new FittedForecaster() {
            @Override
            public Forecast forecast(SeriesSet history, Horizon horizon) {
                histories = history;
                return fitted.forecast(history, horizon);
            }

            @Override
            public Provenance provenance() {
                return fitted.provenance();
            }
        };
    }

    private void add(ScoredPoint p) {
        double scale = p.scale().map(NaiveScale::meanAbsolute).orElse(Double.NaN);
        if (Double.isNaN(scale)) {
            return;
        }
        double cutOff = steps(p.cutOff(), 0);
        if (begun.add(List.of(p.id(), p.channel(), p.cutOff().text(0)))) {
            Channel known = histories.find(p.id()).orElseThrow().targets().stream()
                    .filter(c -> c.name().equals(p.channel()))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < known.size(); i++) {
                double time = steps(known.times(), i);
                if (time > cutOff - MOST) {
                    row(p, cutOff, "history", time, known.value(i), scale);
                }
            }
        }
        row(p, cutOff, "truth", steps(p.time(), 0), p.actual(), scale);
    }

    private void row(ScoredPoint p, double cutOff, String kind, double time, double value, double scale) {
        SuiteSet set = run.set();
        rows.add(String.join(
                ",",
                set.group(),
                set.name(),
                Integer.toString(run.level()),
                Integer.toString(set.protocol().season()),
                Integer.toString(set.protocol().ahead()),
                p.id(),
                p.channel(),
                Double.toString(cutOff),
                kind,
                Double.toString(time),
                Double.toString(value),
                Double.toString(scale)));
    }

    /** A time in steps of the grid; months count alike, although they differ in length. */
    private double steps(Times times, int i) {
        TimeSpan step = run.set().protocol().step();
        if (!(step instanceof TimeSpan.Calendar calendar)) {
            return times.number(i) / step.length();
        }
        Instant instant = times.instant(i);
        if (calendar.amount() instanceof Period period && period.toTotalMonths() > 0) {
            return months(instant.atZone(ZoneOffset.UTC)) / period.toTotalMonths();
        }
        return Duration.between(Instant.EPOCH, instant).toSeconds() / step.length();
    }

    private static double months(ZonedDateTime time) {
        ZonedDateTime first = YearMonth.from(time).atDay(1).atStartOfDay(ZoneOffset.UTC);
        double into = Duration.between(first, time).toSeconds() / 86_400.0;
        return 12.0 * time.getYear()
                + time.getMonthValue()
                - 1
                + into / YearMonth.from(time).lengthOfMonth();
    }
}
