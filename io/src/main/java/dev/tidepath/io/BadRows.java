package dev.tidepath.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Rows that are left out because they cannot be read; kept as text if they are to be written to a file. */
final class BadRows {

    private final OnBadRow policy;
    private final Origin origin;
    private final Faults faults = new Faults();
    private final StringBuilder kept = new StringBuilder();

    BadRows(OnBadRow policy, Origin origin) {
        this.policy = policy;
        this.origin = origin;
    }

    boolean areSkipped() {
        return policy.skips();
    }

    /** Leaves a row out. */
    void add(RowBuffer row, char separator) {
        faults.add(row.line());
        if (policy.quarantine().isPresent()) {
            kept.append(row.line());
            for (int i = 0; i < row.count(); i++) {
                kept.append(separator);
                quote(row.text(i), separator);
            }
            kept.append('\n');
        }
    }

    private void quote(String cell, char separator) {
        boolean plain = cell.indexOf(separator) < 0
                && cell.indexOf('"') < 0
                && cell.indexOf('\n') < 0
                && cell.indexOf('\r') < 0;
        kept.append(plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"");
    }

    long total() {
        return faults.total();
    }

    /** Writes what was kept, and warns of what is wrong with the rows. */
    void report(List<InputException> why, List<String> header, char separator, Remarks remarks) {
        if (faults.isEmpty()) {
            return;
        }
        Optional<Path> file = policy.quarantine();
        file.ifPresent(path -> {
            String rows = kept.toString();
            kept.setLength(0);
            kept.append("line");
            header.forEach(name -> {
                kept.append(separator);
                quote(name, separator);
            });
            AtomicFile.write(path, out -> out.append(kept).append('\n').append(rows));
        });
        String where = file.map(path -> ", written to " + path).orElse("");
        remarks.warn(Phrases.count(faults.total(), "row") + " left out (" + faults.lines(origin) + ")" + where);
        why.forEach(e -> remarks.warn(e.code() + " " + e.location() + ": " + e.getMessage()));
    }
}
