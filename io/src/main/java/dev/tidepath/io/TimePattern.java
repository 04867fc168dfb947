package dev.tidepath.io;

/** One way to write times; immutable. */
sealed interface TimePattern permits TimeLayout, EpochTime, SerialDay, PlainNumber, ElapsedTime {

    /** What a cell turns out to be. */
    enum Outcome {
        /** A time. */
        TIME,
        /** Written this way, but there is no such time. */
        IMPOSSIBLE,
        /** Written in another way. */
        OTHER
    }

    /** What the times are. */
    enum Kind {
        /** Dates. */
        DATE("dates"),
        /** Date-times without a zone. */
        LOCAL("date-times without a zone"),
        /** Date-times with an offset. */
        ZONED("date-times with a zone"),
        /** Numbers since 1970. */
        EPOCH("numbers since 1970"),
        /** Lengths of time since a start. */
        ELAPSED("elapsed times"),
        /** Numbers in a unit of the user's own. */
        NUMBER("plain numbers");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In a message. */
        String words() {
            return words;
        }

        /** Whether a time zone has to be known before such a time is an instant. */
        boolean isOfAClock() {
            return this == DATE || this == LOCAL;
        }
    }

    /** What times of this pattern are. */
    Kind kind();

    /** What {@code --time-format} takes for it. */
    String text();

    /** The same for cells such as an example. */
    default String textFor(String example) {
        return text();
    }

    /** Reads the characters from one index to before another, without blanks around them, into a cell. */
    Outcome read(char[] c, int from, int to, TimeCell cell);
}
