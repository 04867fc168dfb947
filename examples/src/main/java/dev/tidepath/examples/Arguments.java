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
     * Reads the words of a program that takes no file.
     *
     * @throws NotUnderstood if a word is not known, or an option has no value
     */
    static Arguments of(String[] words, Set<String> flags, Set<String> options) {
        Arguments arguments = withFile(words, flags, options);
        arguments.file.ifPresent(word -> {
            throw notUnderstood(word);
        });
        return arguments;
    }

    /**
     * Reads the words of a program that trains, with {@code --quick}, {@code --out}, {@code --seed} and {@code --threads} among them.
     *
     * @throws NotUnderstood also if seed or threads are no numbers, or nothing can be written where {@code --out} says, before
     *     anything is done
     */
    static Arguments ofTraining(String[] words, Set<String> flags, Set<String> options) {
        Arguments arguments = of(words, with(flags, "--quick"), with(options, "--out", "--seed", "--threads"));
        arguments.seed();
        arguments.threads();
        arguments.path("--out").ifPresent(Pages::requireWritable);
        return arguments;
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /**
     * Reads the words of a program that may be given a file.
     *
     * @throws NotUnderstood if a word is not known, or an option has no value
     */
    static Arguments withFile(String[] words, Set<String> flags, Set<String> options) {
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
                throw notUnderstood(word);
            } else {
                arguments.file = Optional.of(word);
            }
        }
        return arguments;
    }

    private static NotUnderstood notUnderstood(String word) {
        return new NotUnderstood("'" + word + "' is not understood");
    }

    boolean has(String flag) {
        return given.contains(flag);
    }

    /** Whether a small budget is asked for. */
    boolean quick() {
        return has("--quick");
    }

    /** The seed of all random numbers, 1 unless it is given. */
    long seed() {
        return number("--seed", 1);
    }

    /** How many threads train, as many as there are processors unless it is given. */
    int threads() {
        return count("--threads", Runtime.getRuntime().availableProcessors());
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

    /** How many of something, at least one. */
    int count(String option, int otherwise) {
        long count = number(option, otherwise);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new NotUnderstood(option + " needs a whole number from 1 on, not " + count);
        }
        return (int) count;
    }
}
