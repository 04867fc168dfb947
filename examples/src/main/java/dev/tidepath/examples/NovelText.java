package dev.tidepath.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A text as tokens, one a character: the first 90 % to train on, the next 5 % to look at on the way, the last 5 % to test.
 *
 * @param characters the different characters, ascending; a token is an index among them
 * @param tokens the text
 */
record NovelText(String characters, int[] tokens) {

    static NovelText read(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Arguments.NotUnderstood("the text in " + file + " cannot be read: " + e.getMessage());
        }
    }

    static NovelText of(String text) {
        StringBuilder characters = new StringBuilder();
        text.chars().distinct().sorted().forEach(c -> characters.append((char) c));
        String all = characters.toString();
        return new NovelText(all, text.chars().map(all::indexOf).toArray());
    }

    /** Of the characters between two places. */
    String text(int[] some, int from, int to) {
        StringBuilder text = new StringBuilder();
        IntStream.range(from, to).forEach(i -> text.append(characters.charAt(some[i])));
        return text.toString();
    }

    int size() {
        return characters.length();
    }

    int trainEnd() {
        return (int) (tokens.length * 9L / 10);
    }

    int testStart() {
        return (int) (tokens.length * 95L / 100);
    }
}
