package dev.tidepath.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    void blocksLieOneAfterTheOther() {
        Parameters p = new Parameters();
        assertEquals(0, p.size());
        Parameters.Block weight = p.add("weight", 3, 4, 0.5);
        Parameters.Block bias = p.add("bias", 1, 4, 0);
        assertEquals(0, weight.offset());
        assertEquals(12, weight.size());
        assertEquals(12, bias.offset());
        assertEquals(16, p.size());
        List<Parameters.Block> blocks = p.blocks();
        assertEquals(List.of(weight, bias), blocks);
        assertThrows(UnsupportedOperationException.class, () -> blocks.remove(0));
    }

    @Test
    void aNameIsGivenOnce() {
        Parameters p = new Parameters();
        p.add("weight", 1, 2, 1);
        Exception twice = assertThrows(IllegalArgumentException.class, () -> p.add("weight", 5, 5, 1));
        assertEquals("two blocks are called weight", twice.getMessage());
        assertEquals(2, p.size(), "a refused block takes no room");
    }

    @Test
    void sizesArePositive() {
        Parameters p = new Parameters();
        Exception e = assertThrows(IllegalArgumentException.class, () -> p.add("weight", 0, 2, 1));
        assertEquals("block weight needs positive sizes: 0 × 2", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> p.add("weight", 2, 0, 1));
    }

    @Test
    void initialValuesHaveTheBlocksScaleAndHangOnItsNameAlone() {
        Parameters p = new Parameters();
        p.add("zero", 10, 10, 0);
        Parameters.Block wide = p.add("wide", 100, 100, 2);
        double[] values = p.initialValues(RandomKey.of(5));
        assertArrayEquals(new double[100], Arrays.copyOf(values, 100));
        double square = Arrays.stream(values).map(v -> v * v).sum() / wide.size();
        assertEquals(4, square, 4 * 5 * Math.sqrt(2.0 / wide.size()));
        Parameters other = new Parameters();
        other.add("wide", 100, 100, 2);
        assertArrayEquals(Arrays.copyOfRange(values, 100, values.length), other.initialValues(RandomKey.of(5)));
    }
}
