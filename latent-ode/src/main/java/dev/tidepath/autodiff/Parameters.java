package dev.tidepath.autodiff;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The layout of a model's parameters: one flat vector with named blocks. Optimisers, clipping, files and checks are
 * loops over that one array.
 *
 * <p>A layout grows while a model is put together and is fixed from then on; values live in plain {@code double[]} of
 * {@link #size()} entries, so that threads can share a layout and not the values.
 */
public final class Parameters {

    private final List<Block> blocks = new ArrayList<>();
    private int size;

    /** A layout without blocks. */
    public Parameters() {}

    /**
     * One named block.
     *
     * @param name unique name such as {@code field.0.weight}
     * @param offset where it starts in the flat vector
     * @param rows rows; inputs of a weight
     * @param columns columns; outputs of a weight; entries are row-major
     * @param scale standard deviation of the initial values
     */
    public record Block(String name, int offset, int rows, int columns, double scale) {

        /**
         * Number of entries.
         *
         * @return {@code rows × columns}
         */
        public int size() {
            return rows * columns;
        }
    }

    /**
     * Appends a block.
     *
     * @param name unique name
     * @param rows positive
     * @param columns positive
     * @param scale standard deviation of the initial values, zero or more
     * @return the new block
     */
    public Block add(String name, int rows, int columns, double scale) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("block " + name + " needs positive sizes: " + rows + " × " + columns);
        }
        if (blocks.stream().anyMatch(b -> b.name().equals(name))) {
            throw new IllegalArgumentException("two blocks are called " + name);
        }
        Block block = new Block(name, size, rows, columns, scale);
        blocks.add(block);
        size += block.size();
        return block;
    }

    /**
     * The blocks in order.
     *
     * @return an unmodifiable view
     */
    public List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /**
     * The blocks added after the first ones.
     *
     * @param count how many to leave out, such as the number of blocks before a layer was added
     * @return the later blocks in order
     */
    public List<Block> blocksAfter(int count) {
        return List.copyOf(blocks.subList(count, blocks.size()));
    }

    /**
     * Initial values: in every block draws from N(0, scale²), keyed by the block's name.
     *
     * @param key random key
     * @return a new flat vector
     */
    public double[] initialValues(RandomKey key) {
        double[] values = new double[size];
        for (Block block : blocks) {
            RandomKey own = key.derive(block.name());
            for (int i = 0; i < block.size(); i++) {
                values[block.offset() + i] = block.scale() == 0 ? 0 : block.scale() * own.gaussian(i);
            }
        }
        return values;
    }

    /**
     * Number of entries of the flat vector.
     *
     * @return zero or more
     */
    public int size() {
        return size;
    }
}
