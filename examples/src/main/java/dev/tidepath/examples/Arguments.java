package dev.tidepath.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after a program's name: flags, options with a value, and at most one file. */
final class Arguments {

    private final Set<String> given = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();
    private Optional<String> file = Optional.empty();

    /** Words, or a file they name, that a program can do nothing with. */
    static final class NotUnderstood extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotUnderstood(String what) {
            super(what);
        }
    }

    private Arguments() {}

    /**
     * Reads the words.
     *
     * @throws NotUnderstood if a word is not known, or an option has no value
     */
    static Arguments of(String[] words, Set<String> flags, Set<String> options) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (flags.contains(word)) {
                arguments.given.add(word);
            } else if (options.contains(word)) {
                if (++i == words.length) {
                    throw new NotUnderstood(word + " needs a value");
                }
                arguments.values.put(word, words[i]);
            } else if (word.startsWith("-") || arguments.file.isPresent()) {
                throw new NotUnderstood("'" + word + "' is not understood");
            } else {
                arguments.file = Optional.of(word);
            }
        }
        return arguments;
    }

    boolean has(String flag) {
        return given.contains(flag);
    }

    Optional<Path> file() {
        return file.map(Path::of);
    }

    Optional<Path> path(String option) {
        return Optional.ofNullable(values.get(option)).map(Path::of);
    }

    /** Words between commas, none where the option is not given. */
    List<String> list(String option) {
        String words = values.get(option);
        return words == null ? List.of() : List.of(words.split(","));
    }

    long number(String option, long otherwise) {
        String text = values.get(option);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotUnderstood(option + " needs a whole number, not '" + text + "'");
        }
    }
}
