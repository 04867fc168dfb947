package dev.tidepath.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.NaiveScale;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what {@link BacktestCsv} has written, row by row: exactly that, and not the many ways of writing that {@link Csv}
 * understands. Columns that are not known are not looked at. Immutable.
 */
public final class BacktestResults {

    private static final String AS_WRITTEN =
            "give a file that 'tidepath backtest --out' has written, as it was written";

    private final TextSource source;
    private final List<Double> levels;

    private BacktestResults(TextSource source, List<Double> levels) {
        this.source = source;
        this.levels = List.copyOf(levels);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file results of a backtest
     * @return the results, of the levels that the file has
     * @throws InputException if the file cannot be read or a column is missing
     */
    public static BacktestResults open(Path file) {
        TextSource source = TextSource.of(file);
        List<Double> levels = source.read(
                text -> {
                    Origin origin = source.origin();
                    return levels(header(records(text), origin), origin);
                },
                Optional.empty(),
                new Remarks());
        return new BacktestResults(source, levels);
    }

    private static CloseableIterator<CsvRecord> records(TextSample text) {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)
                .iterator();
    }

    private static ColumnNames header(CloseableIterator<CsvRecord> records, Origin origin) throws IOException {
        Optional<CsvRecord> first = next(records, origin, 1);
        if (first.isEmpty()) {
            throw InputException.data("TP-D001", origin.name(), "the file is empty", AS_WRITTEN);
        }
        ColumnNames header = new ColumnNames(List.copyOf(first.get().getFields()), origin.at(1));
        requireResults(header);
        header.require(BacktestCsv.columns());
        return header;
    }

    private static void requireResults(ColumnNames header) {
        List<String> absent = BacktestCsv.columns().stream()
                .filter(name -> !header.names().contains(name))
                .toList();
        if (!absent.isEmpty()) {
            throw InputException.data(
                    "TP-D019",
                    header.where(),
                    "these are no results of a backtest: there is no column '" + absent.get(0) + "'"
                            + (absent.size() == 1
                                    ? ""
                                    : ", nor " + Phrases.number(absent.size() - 1) + " of the others"),
                    AS_WRITTEN);
        }
    }

    /** The levels that have both ends. */
    private static List<Double> levels(ColumnNames header, Origin origin) {
        List<Double> levels = new ArrayList<>();
        for (String name : header.names()) {
            if (name.startsWith("lo-") && header.names().contains(BacktestCsv.upper(name.substring(3)))) {
                Optional<Double> level = parse(name.substring(3)).filter(x -> x > 0 && x < 100);
                levels.add(level.orElseThrow(() -> InputException.data(
                        "TP-D040",
                        origin.at(1),
                        "a level is between 0 and 100 percent: " + Phrases.quote(name),
                        AS_WRITTEN)));
            }
        }
        return levels;
    }

    private static Optional<CsvRecord> next(CloseableIterator<CsvRecord> records, Origin origin, long line)
            throws IOException {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (CsvParseException e) {
            throw CsvFault.of(e, origin.at(line));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The levels that the file has intervals of.
     *
     * @return in percent, in the order of the columns
     */
    public List<Double> levels() {
        return levels;
    }

    /**
     * Reads the rows.
     *
     * @param wanted levels to keep, in this order; all of them in the file
     * @param sink takes each row's point
     * @throws InputException if the file cannot be read or a cell is not what it should be
     */
    public void read(List<Double> wanted, Consumer<ScoredPoint> sink) {
        source.read(text -> readRows(text, source.origin(), wanted, sink), Optional.empty(), new Remarks());
    }

    private static long readRows(TextSample text, Origin origin, List<Double> wanted, Consumer<ScoredPoint> sink)
            throws IOException {
        CloseableIterator<CsvRecord> records = records(text);
        RowReader reader = new RowReader(header(records, origin), origin, wanted);
        long rows = 0;
        Optional<CsvRecord> row = next(records, origin, 2);
        while (row.isPresent()) {
            sink.accept(reader.point(row.get()));
            rows++;
            row = next(records, origin, row.get().getStartingLineNumber() + 1);
        }
        if (rows == 0) {
            throw InputException.data("TP-D002", origin.at(1), "there is a header but no row of results", AS_WRITTEN);
        }
        return rows;
    }

    /** A plain decimal number. */
    static Optional<Double> parse(String text) {
        boolean plain =
                !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        if (!plain) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads cells by name, and refuses them where they stand. */
    private static final class RowReader {

        private final ColumnNames header;
        private final Origin origin;
        private final List<ColumnRef> deciles;
        private final List<ColumnRef> lower = new ArrayList<>();
        private final List<ColumnRef> upper = new ArrayList<>();
        private Optional<TimeAxis> axis = Optional.empty();

        private RowReader(ColumnNames header, Origin origin, List<Double> wanted) {
            this.header = header;
            this.origin = origin;
            this.deciles = BacktestCsv.deciles().stream().map(header::get).toList();
            for (double level : wanted) {
                lower.add(header.get(BacktestCsv.lower(DecimalText.exact(level))));
                upper.add(header.get(BacktestCsv.upper(DecimalText.exact(level))));
            }
        }

        private ScoredPoint point(CsvRecord row) {
            if (row.getFieldCount() != header.names().size()) {
                throw InputException.data(
                        "TP-D012",
                        origin.at(row.getStartingLineNumber()),
                        "expected " + Phrases.count(header.names().size(), "cell") + " as in the header, found "
                                + Phrases.number(row.getFieldCount()),
                        AS_WRITTEN);
            }
            double lead = number(row, header.get("lead"));
            if (!(lead > 0)) {
                throw refused("TP-D040", row, header.get("lead"), "is not positive");
            }
            return new ScoredPoint(
                    text(row, header.get("model")),
                    text(row, header.get("id")),
                    text(row, header.get("channel")),
                    time(row, header.get("cutoff")),
                    time(row, header.get("time")),
                    lead,
                    number(row, header.get("actual")),
                    number(row, header.get("mean")),
                    number(row, header.get("median")),
                    number(row, header.get("crps")),
                    scale(row),
                    numbers(row, deciles),
                    numbers(row, lower),
                    numbers(row, upper));
        }

        private static String text(CsvRecord row, ColumnRef column) {
            return row.getField(column.index());
        }

        private Times time(CsvRecord row, ColumnRef column) {
            String text = text(row, column);
            Optional<Double> number = parse(text);
            Times time = number.map(Times::ofNumbers).orElseGet(() -> instant(row, column, text));
            if (axis.isPresent() && axis.get() != time.axis()) {
                throw refused("TP-D025", row, column, "is on another kind of time axis than the rows before");
            }
            axis = Optional.of(time.axis());
            return time;
        }

        private Times instant(CsvRecord row, ColumnRef column, String text) {
            try {
                return Times.ofInstants(Instant.parse(text));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw refused("TP-D024", row, column, "is not a time");
            }
        }

        private double number(CsvRecord row, ColumnRef column) {
            return parse(text(row, column)).orElseThrow(() -> refused("TP-D040", row, column, "is not a number"));
        }

        private double[] numbers(CsvRecord row, List<ColumnRef> columns) {
            return columns.stream().mapToDouble(c -> number(row, c)).toArray();
        }

        private Optional<NaiveScale> scale(CsvRecord row) {
            ColumnRef mae = header.get("naive-mae");
            ColumnRef rmse = header.get("naive-rmse");
            boolean undefined = text(row, mae).equals(BacktestCsv.UNDEFINED)
                    && text(row, rmse).equals(BacktestCsv.UNDEFINED);
            return undefined ? Optional.empty() : Optional.of(new NaiveScale(positive(row, mae), positive(row, rmse)));
        }

        private double positive(CsvRecord row, ColumnRef column) {
            double x = number(row, column);
            if (!(x > 0)) {
                throw refused("TP-D040", row, column, "is not positive");
            }
            return x;
        }

        private InputException refused(String code, CsvRecord row, ColumnRef column, String why) {
            return InputException.data(
                    code,
                    origin.at(row.getStartingLineNumber(), column),
                    Phrases.quote(text(row, column)) + " " + why,
                    AS_WRITTEN);
        }
    }
}
