package dev.tidepath.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways to write that nothing was observed: the usual words, and those that the user adds. */
final class MissingCell {

    /** Lower case; the first one is the empty cell. */
    private static final List<String> USUAL = List.of("", "na", "nan", "null", "none", "n/a", "-", "?");

    private final List<String> tokens = new ArrayList<>(USUAL);
    private final double[] numbers;
    private final int[] numberTokens;
    private final int longest;
    private final boolean mayEndInDigit;

    MissingCell(NumberStyle style) {
        List<Integer> numeric = new ArrayList<>();
        List<String> words = new ArrayList<>(USUAL);
        for (String word : style.missing()) {
            String token = word.strip().toLowerCase(Locale.ROOT);
            if (!tokens.contains(token)) {
                tokens.add(token);
                if (isNumber(token)) {
                    numeric.add(tokens.size() - 1);
                } else {
                    words.add(token);
                }
            }
        }
        numberTokens = numeric.stream().mapToInt(Integer::intValue).toArray();
        numbers = Arrays.stream(numberTokens)
                .mapToDouble(i -> Double.parseDouble(tokens.get(i)))
                .toArray();
        longest = words.stream().mapToInt(String::length).max().orElse(0);
        mayEndInDigit = words.stream().anyMatch(t -> !t.isEmpty() && isDigit(t.charAt(t.length() - 1)));
    }

    private static boolean isNumber(String token) {
        return new DecimalCell(NumberStyle.PLAIN).parse(token.toCharArray(), 0, token.length())
                == DecimalCell.Outcome.NUMBER;
    }

    /** Which token the characters are, in any case, or -1. */
    int token(char[] c, int from, int to) {
        if (from == to) {
            return 0;
        }
        if (to - from > longest || (isDigit(c[to - 1]) && !mayEndInDigit)) {
            return -1;
        }
        return tokens.indexOf(new String(c, from, to - from).toLowerCase(Locale.ROOT));
    }

    /** Which token stands for a number, or -1. */
    int token(double number) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == number) {
                return numberTokens[i];
            }
        }
        return -1;
    }

    int tokenCount() {
        return tokens.size();
    }

    /** Such as {@code 40 empty} or {@code 3 'na'}. */
    String describe(int token, long count) {
        return Phrases.number(count) + (token == 0 ? " empty" : " '" + tokens.get(token) + "'");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
