package dev.tidepath.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The sets of the accuracy suite in a folder of public data. Kept back are other series of large groups, earlier cut-offs
 * of long series, and sets of their own.
 */
final class SuiteSources {

    private final Path folder;
    private final boolean keptBack;
    private final List<SuiteSource> sources = new ArrayList<>();

    private SuiteSources(Path folder, boolean keptBack) {
        this.folder = folder;
        this.keptBack = keptBack;
    }

    /** All sets, whether their files are there or not. */
    static List<SuiteSource> in(Path folder, boolean keptBack) {
        SuiteSources all = new SuiteSources(folder, keptBack);
        ArchiveSources.addTo(all);
        SensorSources.addTo(all);
        if (keptBack) {
            KeptBackSources.addTo(all);
        }
        return List.copyOf(all.sources);
    }

    /** A set of few long series, of which earlier cut-offs are kept back. */
    void few(String group, String name, String file, Function<Path, SuiteSet> reader) {
        add(group, name, file, keptBack ? path -> reader.apply(path).earlier() : reader);
    }

    /** A set of which other series are kept back. */
    void sampled(String group, String name, String file, int most, Function<SuiteSample, Function<Path, SuiteSet>> by) {
        add(group, name, file, by.apply(new SuiteSample(most, keptBack)));
    }

    /** A set that is kept back as it is. */
    void whole(String group, String name, String file, Function<Path, SuiteSet> reader) {
        add(group, name, file, reader);
    }

    private void add(String group, String name, String file, Function<Path, SuiteSet> reader) {
        String shown = keptBack ? name + " (kept back)" : name;
        sources.add(new SuiteSource(group, shown, folder.resolve(file), path -> {
            SuiteSet set = reader.apply(path);
            return new SuiteSet(group, shown, set.protocol(), set.series());
        }));
    }
}
