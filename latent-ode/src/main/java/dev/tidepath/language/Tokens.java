package dev.tidepath.language;

/** What is asked of tokens. */
final class Tokens {

    private Tokens() {}

    static void requireIn(int[] text, int tokens) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] < 0 || text[i] >= tokens) {
                throw new IllegalArgumentException("token " + i + " is " + text[i] + ", not from 0 to " + (tokens - 1));
            }
        }
    }
}
