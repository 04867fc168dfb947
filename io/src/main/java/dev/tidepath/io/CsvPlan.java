package dev.tidepath.io;

import java.util.List;

/**
 * How a text is to be read.
 *
 * @param roles of the columns
 * @param dialect how it is cut
 * @param numbers how numbers are written
 * @param times how times are written
 * @param known patterns of times known from another file, preferred where they fit
 * @param domains which values channels can take
 * @param badRows what to do with rows that cannot be read
 * @param skipEmpty whether value columns without any value are left out
 */
record CsvPlan(
        ColumnRoles roles,
        Dialect dialect,
        NumberStyle numbers,
        TimeStyle times,
        List<TimePattern> known,
        Domains domains,
        OnBadRow badRows,
        boolean skipEmpty) {

    /** How another file of the same user is read. */
    CsvPlan forAnotherFile(ColumnRoles others, TimeFormat format) {
        return new CsvPlan(
                others,
                dialect.forAnotherFile(),
                numbers,
                format.reading(),
                format.patterns(),
                Domains.REAL,
                OnBadRow.FAIL,
                skipEmpty);
    }
}
