package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.language.NgramModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The novel that is shipped, as tokens. */
class NovelTextTest {

    private final NovelText novel = NovelText.read(ExampleData.find("pride_and_prejudice.txt.gz"));

    @Test
    void isReadWhole() {
        assertEquals(684_767, novel.tokens().length);
        assertEquals(75, novel.size());
        assertEquals("PRIDE AND PREJUDICE", novel.text(novel.tokens(), 0, 19));
        assertEquals(616_290, novel.trainEnd());
        assertEquals(650_528, novel.testStart());
    }

    @Test
    void tokensAreCharactersInOrder() {
        NovelText text = NovelText.of("abcab");
        assertEquals("abc", text.characters());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1}, text.tokens());
    }

    /** Reference: a Python 3 program over dictionaries, written from the formulas alone. */
    @Test
    void fiveGramsNeedAsManyBitsAsByAnIndependentProgram() {
        NgramModel model = NgramModel.of(Arrays.copyOf(novel.tokens(), novel.trainEnd()), novel.size(), 5);
        assertEquals(1.8323902923400182, model.bits(novel.tokens(), novel.testStart(), novel.tokens().length), 1e-12);
    }
}
