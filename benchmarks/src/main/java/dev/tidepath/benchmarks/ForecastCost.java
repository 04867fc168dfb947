package dev.tidepath.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastCsv;
import dev.tidepath.io.LoadedSeries;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What it takes to read a {@link HourlyCsv}, to fit a model with default settings, to forecast a day by the hour and to write
 * that as CSV, in a JVM that has done nothing before.
 *
 * @param wall seconds by the clock
 * @param read seconds of processor time of the whole process, the compiler's and the collector's included
 * @param fit the same, of the fit
 * @param forecast the same, of the forecast
 * @param write the same, of writing
 * @param live the most bytes alive, as far as a {@link HeapWatch} has seen
 * @param peak the most bytes of memory that the process held; 0 where there is no /proc
 * @param rows read
 * @param forecasts series forecast
 */
record ForecastCost(
        double wall,
        double read,
        double fit,
        double forecast,
        double write,
        long live,
        long peak,
        long rows,
        int forecasts) {

    private static final Horizon DAY = Horizon.lasting(Duration.ofDays(1)).every(Duration.ofHours(1));
    private static final double[] LEVELS = {80, 95};
    private static final double NANOS_PER_SECOND = 1e9;

    /** Those that the launcher of the command line starts with. */
    private static final FreshJvm JVM = new FreshJvm(List.of("-XX:+UseSerialGC", "-Xms128m", "-XX:-UsePerfData"));

    /**
     * The program of the fresh JVM: prints the cost as JSON.
     *
     * @param args name of the {@link Model}, file, channels, iterations (0 for the default)
     * @throws IOException if the file cannot be read
     */
    public static void main(String[] args) throws IOException {
        Model model = Model.named(args[0]).orElseThrow();
        FreshJvm.print(here(model, Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    }

    /** Measures in a fresh JVM. */
    static ForecastCost inFreshJvm(Model model, Path file, int channels, int iterations) throws IOException {
        return JVM.run(
                ForecastCost.class,
                List.of(model.text(), file.toString(), Integer.toString(channels), Integer.toString(iterations)));
    }

    /** Processor time of all stages. */
    double cpu() {
        return read + fit + forecast + write;
    }

    private static ForecastCost here(Model model, Path file, int channels, int iterations) throws IOException {
        try (HeapWatch heap = new HeapWatch()) {
            long start = System.nanoTime();
            double[] cpu = new double[5];
            cpu[0] = processorSeconds();
            LoadedSeries loaded = Csv.read(file)
                    .id(HourlyCsv.ID)
                    .time(HourlyCsv.TIME)
                    .values(IntStream.range(0, channels)
                            .mapToObj(HourlyCsv::channel)
                            .toArray(String[]::new))
                    .load();
            cpu[1] = processorSeconds();
            FittedForecaster fitted = model.forecaster(settings(iterations)).fit(loaded.series());
            cpu[2] = processorSeconds();
            Forecast forecast = fitted.forecast(loaded.series(), DAY);
            cpu[3] = processorSeconds();
            try (Writer out = Writer.nullWriter()) {
                new ForecastCsv(loaded.timeFormat(), LEVELS).write(forecast, out);
            }
            cpu[4] = processorSeconds();
            double wall = (System.nanoTime() - start) / NANOS_PER_SECOND;
            return new ForecastCost(
                    wall,
                    cpu[1] - cpu[0],
                    cpu[2] - cpu[1],
                    cpu[3] - cpu[2],
                    cpu[4] - cpu[3],
                    heap.peak(),
                    FreshJvm.peakMemory(),
                    loaded.rows(),
                    forecast.series().size());
        }
    }

    private static ModelSettings settings(int iterations) {
        ModelSettings usual = ModelSettings.DEFAULTS.withHorizon(DAY);
        return iterations == 0 ? usual : usual.withIterations(iterations);
    }

    private static double processorSeconds() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / NANOS_PER_SECOND;
    }
}
