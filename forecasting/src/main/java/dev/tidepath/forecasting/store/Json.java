package dev.tidepath.forecasting.store;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.List;
import java.util.Map;

/** A JSON value. Numbers keep their digits, so that a document read and written again is the same. */
sealed interface Json {

    /** Text. */
    record Text(String value) implements Json {}

    /** A number as it is written. */
    record Num(String digits) implements Json {

        /** The shortest digits that give the same bits again, on every Java version; the value is finite. */
        static Num of(double value) {
            return new Num(NumberOutput.toString(value, true));
        }

        static Num of(long value) {
            return new Num(Long.toString(value));
        }
    }

    /** True or false. */
    record Flag(boolean value) implements Json {}

    /** Null. */
    record Nothing() implements Json {}

    /** An array. */
    record Items(List<Json> values) implements Json {}

    /** An object; its fields keep their order. */
    record Fields(Map<String, Json> values) implements Json {}

    /** What it is, in the words of a message. */
    default String kind() {
        if (this instanceof Text) {
            return "a text";
        }
        if (this instanceof Num) {
            return "a number";
        }
        if (this instanceof Flag) {
            return "true or false";
        }
        if (this instanceof Items) {
            return "an array";
        }
        return this instanceof Fields ? "an object" : "null";
    }
}
