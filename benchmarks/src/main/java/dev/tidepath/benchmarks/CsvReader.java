package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.io.Csv;
import dev.tidepath.io.LoadedSeries;
import java.nio.file.Path;
import java.util.stream.Stream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** What reads a {@link PanelCsv}. */
enum CsvReader {
    /** {@link Csv#load()}: series sorted by time. */
    SERIES("tidepath series") {
        @Override
        Object read(Path file) {
            return columns(file).load();
        }

        @Override
        Content content(Object read) {
            LoadedSeries loaded = (LoadedSeries) read;
            long values = 0;
            for (TimeSeries one : loaded.series().series()) {
                values += one.channels().stream().mapToLong(Channel::size).sum();
            }
            return new Content(loaded.rows(), values);
        }
    },
    /** {@link Csv#toTable()}. */
    TABLE("tidepath table") {
        @Override
        Object read(Path file) {
            return columns(file).toTable();
        }
    },
    /** Tablesaw's reader, told the types of the columns. */
    TABLESAW_TYPED("tablesaw typed") {
        @Override
        Object read(Path file) {
            return Table.read()
                    .usingOptions(CsvReadOptions.builder(file.toFile()).columnTypes(new ColumnType[] {
                        ColumnType.STRING, ColumnType.LOCAL_DATE_TIME, ColumnType.DOUBLE, ColumnType.DOUBLE
                    }));
        }
    },
    /** Tablesaw's reader, which finds the types out. */
    TABLESAW_AUTOMATIC("tablesaw automatic") {
        @Override
        Object read(Path file) {
            return Table.read().usingOptions(CsvReadOptions.builder(file.toFile()));
        }
    };

    private final String label;

    CsvReader(String label) {
        this.label = label;
    }

    /**
     * What was read: readers that agree have read the same cells.
     *
     * @param rows below the header
     * @param values cells of the two value columns that are not missing
     */
    record Content(long rows, long values) {}

    /** Its name in the output. */
    String label() {
        return label;
    }

    /** The one of a name. */
    static CsvReader labelled(String label) {
        return Stream.of(values())
                .filter(reader -> reader.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no reader is called '" + label + "'"));
    }

    /** Reads the file. */
    abstract Object read(Path file);

    /** Counts what was read. */
    Content content(Object read) {
        Table table = (Table) read;
        long values = Stream.of(PanelCsv.LEVEL, PanelCsv.FLOW)
                .mapToLong(name -> (long) table.rowCount() - table.column(name).countMissing())
                .sum();
        return new Content(table.rowCount(), values);
    }

    private static Csv columns(Path file) {
        return Csv.read(file).id(PanelCsv.ID).time(PanelCsv.TIME).values(PanelCsv.LEVEL, PanelCsv.FLOW);
    }
}
