package dev.tidepath.forecasting.store;

import org.jspecify.annotations.Nullable;

/** A place in a model file, for messages: the file, and a JSON pointer (RFC 6901). */
final class Place {

    private static final String HINT = "save the model again: the file is damaged, or was edited by mistake";
    private static final int LONGEST = 80;

    private final String file;
    private final @Nullable Place parent;
    private final String step;

    private Place(String file, @Nullable Place parent, String step) {
        this.file = file;
        this.parent = parent;
        this.step = step;
    }

    /** The whole document in a file. */
    static Place document(String file) {
        return new Place(file, null, "");
    }

    Place field(String name) {
        return new Place(file, this, name);
    }

    Place item(int index) {
        return new Place(file, this, Integer.toString(index));
    }

    /** Says what is wrong here. */
    ModelFormatException wrong(String what) {
        String pointer = pointer();
        return new ModelFormatException(pointer.isEmpty() ? file : file + " at " + plain(pointer), plain(what), HINT);
    }

    private String pointer() {
        return parent == null
                ? ""
                : parent.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
    }

    /** A text out of a file in the words of a message: short, in quotes. */
    static String quoted(String text) {
        return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text) + "'";
    }

    /** One line without control characters. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Zl}|\\p{Zp}", "�");
    }
}
