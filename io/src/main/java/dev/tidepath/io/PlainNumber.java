package dev.tidepath.io;

/** Plain numbers in whatever unit the user's axis has. */
record PlainNumber() implements TimePattern {

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public String text() {
        return "number";
    }

    @Override
    public Outcome read(char[] c, int from, int to, TimeCell cell) {
        return switch (cell.decimal().parse(c, from, to)) {
            case NUMBER -> cell.setNumber(cell.decimal().value());
            case OVERFLOW, INFINITE -> cell.impossible("it is beyond the range of a double");
            default -> Outcome.OTHER;
        };
    }
}
