package dev.tidepath.benchmarks;

/** The first samples of a problem, written {@code problem:batch}. */
record NamedBatch(String problem, int batch) {

    static NamedBatch of(String text) {
        int colon = text.indexOf(':');
        return new NamedBatch(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
