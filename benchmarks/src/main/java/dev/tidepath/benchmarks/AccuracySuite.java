package dev.tidepath.benchmarks;

import dev.tidepath.benchmarks.SuiteFigures.Scaled;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.parallel.WorkerPool;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Models forecast the ends of public series, whole and with a share of the observations left out at random; tables of scaled
 * errors, coverage and failures by group of data. Models are told how far they will be asked to look, and nothing of periods.
 * Errors are scaled by the naive error of the whole history, whatever share is left out.
 *
 * <p>Finished units, one model on one set with one share left out, are added to {@code --out}, and what is there already is
 * not run again. {@code --quick} takes generated sets and seconds, and fails unless the state-space model forecasts them well.
 */
@Command(
        name = "AccuracySuite",
        mixinStandardHelpOptions = true,
        description = "Forecasts public series, whole and with observations left out; tables by group of data.")
public final class AccuracySuite implements Callable<Integer> {

    /** What is compared with the baselines, and not one of them. */
    private static final Set<Model> OURS = Set.of(Model.LATENT_ODE, Model.AUTO, Model.SHARED_STATE_SPACE);

    private static final double QUICK_COVERAGE = 60;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of the public data")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "finished units as lines of JSON; what is there is not run")
    private @Nullable Path out;

    @Option(names = "--model", split = ",", paramLabel = "NAME", description = "models instead of the usual ones")
    private List<String> named = List.of();

    @Option(names = "--only", split = ",", paramLabel = "GROUP", description = "groups, or sets of them")
    private List<String> only = List.of();

    @Option(
            names = "--level",
            split = ",",
            paramLabel = "PERCENT",
            description = "observations left out: ${DEFAULT-VALUE}")
    private List<Integer> levels = List.of(0, 30, 70);

    @Option(
            names = "--intervals",
            paramLabel = "NAME",
            description = "where intervals come from, instead of the usual place; needs an --out of its own")
    private @Nullable String source;

    @Option(
            names = "--networks",
            paramLabel = "N",
            description = "networks that differ in their seeds alone; more than one needs an --out of its own")
    private int networks = 1;

    @Option(names = "--kept-back", description = "other series, and earlier cut-offs, than those developed on")
    private boolean keptBack;

    @Option(names = "--export", paramLabel = "DIR", description = "write what models see as CSV, and run none")
    private @Nullable Path export;

    @Option(names = "--print", description = "print the tables of --out, and run nothing")
    private boolean print;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "units at a time, each on one thread; all processors by default")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quick", description = "generated sets, which must be forecast well")
    private boolean quick;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<SuiteResult.Key, SuiteResult> results = new LinkedHashMap<>();
    private final PrintStream tables;
    private final PrintStream err;

    private AccuracySuite(PrintStream tables, PrintStream err) {
        this.tables = tables;
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new AccuracySuite(out, err))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        List<Model> models = models();
        List<SuiteSource> sources = sources();
        if (export != null) {
            for (SuiteSource source : sources) {
                SuiteSet set = source.read();
                for (int level : levels) {
                    SuiteExport.write(new SuiteRun(set, level, Optional.empty(), 1), export);
                }
            }
            return 0;
        }
        if (out != null) {
            results.putAll(new SuiteResultFile(out).read());
        }
        if (!print) {
            runMissing(sources, models);
        }
        SuiteFigures figures = new SuiteFigures(asked(sources, models));
        SuiteReport.of(figures, models.stream().map(Model::text).toList(), baselines(models))
                .forEach(tables::println);
        models.forEach(model -> sayTime(model, figures));
        return quick ? bars(figures) : 0;
    }

    private List<Model> models() {
        if (named.isEmpty()) {
            return Arrays.stream(Model.values())
                    .filter(m -> OURS.contains(m) ? !quick : !m.isTrained())
                    .toList();
        }
        return named.stream()
                .map(name -> Model.named(name).orElseThrow(() -> misused("no model is called " + name)))
                .toList();
    }

    private Optional<Intervals> intervals() {
        return Optional.ofNullable(source)
                .map(name -> Intervals.named(name).orElseThrow(() -> misused("no intervals are called " + name)));
    }

    private static List<String> baselines(List<Model> models) {
        return models.stream()
                .filter(m -> !m.isTrained() && !OURS.contains(m))
                .map(Model::text)
                .toList();
    }

    private List<SuiteSource> sources() {
        if (quick) {
            return GeneratedSets.sources();
        }
        if (data == null) {
            throw misused("a folder is needed: --data DIR");
        }
        List<SuiteSource> found = new ArrayList<>();
        for (SuiteSource source : SuiteSources.in(data, keptBack)) {
            if (!only.isEmpty() && !only.contains(source.group()) && !only.contains(source.name())) {
                continue;
            }
            if (source.exists()) {
                found.add(source);
            } else {
                err.println("left out, as there is no " + source.file());
            }
        }
        if (found.isEmpty()) {
            throw misused("there is no such set in the folder");
        }
        return found;
    }

    private CommandLine.ParameterException misused(String text) {
        return new CommandLine.ParameterException(spec.commandLine(), text);
    }

    /** One model on one set with one share left out. */
    private record Unit(SuiteSource source, int level, Model model) {

        SuiteResult.Key key() {
            return new SuiteResult.Key(source.name(), level, model.text());
        }
    }

    private List<Unit> units(List<SuiteSource> sources, List<Model> models) {
        return sources.stream()
                .flatMap(source ->
                        levels.stream().flatMap(level -> models.stream().map(model -> new Unit(source, level, model))))
                .toList();
    }

    /** Runs what has no result yet: several units at a time, since one that has a single series does not keep two threads busy. */
    private void runMissing(List<SuiteSource> sources, List<Model> models) {
        List<Unit> missing = units(sources, models).stream()
                .filter(unit -> !results.containsKey(unit.key()))
                .toList();
        Map<SuiteSource, SuiteSet> sets = new ConcurrentHashMap<>();
        IntConsumer worker = i -> {
            Unit unit = missing.get(i);
            SuiteSet set = sets.computeIfAbsent(unit.source(), SuiteSource::read);
            finish(new SuiteRun(set, unit.level(), intervals(), networks).score(unit.model()));
        };
        try (WorkerPool pool = new WorkerPool("tidepath-suite", threads)) {
            pool.run(missing.size(), Collections.nCopies(threads, worker));
        }
    }

    private synchronized void finish(SuiteResult result) {
        results.put(result.key(), result);
        if (out != null) {
            try {
                new SuiteResultFile(out).add(result);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String failed =
                result.failures() == 0 ? "" : ", " + result.failures() + " failed, first with " + result.firstFailure();
        err.println(String.format(
                Locale.ROOT,
                "%s, %d %%, %s: %.1f s%s",
                result.set(),
                result.level(),
                result.model(),
                result.seconds(),
                failed));
    }

    private void sayTime(Model model, SuiteFigures figures) {
        double[] seconds = figures.results().stream()
                .filter(r -> r.model().equals(model.text()))
                .mapToDouble(SuiteResult::seconds)
                .toArray();
        err.println(String.format(
                Locale.ROOT,
                "%s: %.0f s in %d units",
                model.text(),
                Arrays.stream(seconds).sum(),
                seconds.length));
    }

    /** The results that are asked for, in the order of the sources. */
    private List<SuiteResult> asked(List<SuiteSource> sources, List<Model> models) {
        return units(sources, models).stream()
                .map(unit -> results.get(unit.key()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the state-space model has to keep to, as far as it has run. */
    private int bars(SuiteFigures figures) {
        int missed = 0;
        String ours = Model.STATE_SPACE.text();
        for (int level : levels) {
            OptionalDouble error = figures.error(Scaled.MASE, level, ours);
            OptionalDouble covered = figures.coverage(false, Optional.empty(), level, ours);
            if (error.isEmpty() || covered.isEmpty()) {
                continue;
            }
            for (String rule : List.of(Model.SEASONAL_NAIVE.text(), Model.LAST_VALUE.text())) {
                double bar = figures.error(Scaled.MASE, level, rule).orElse(Double.POSITIVE_INFINITY);
                missed += kept(
                        error.getAsDouble() < bar,
                        "MASE of " + ours + " is " + error.getAsDouble() + ", that of " + rule + " " + bar);
            }
            missed += kept(
                    covered.getAsDouble() > QUICK_COVERAGE,
                    covered.getAsDouble() + " % of the values are in the 80 % intervals");
            int failures = figures.groups().stream()
                    .mapToInt(group -> figures.failures(group, level, ours))
                    .sum();
            missed += kept(failures == 0, failures + " forecasts failed");
        }
        return missed == 0 ? 0 : 1;
    }

    private int kept(boolean bar, String figure) {
        if (!bar) {
            err.println("FAILED: " + figure);
        }
        return bar ? 0 : 1;
    }
}
