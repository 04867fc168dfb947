package dev.tidepath.autodiff;

/**
 * A value in a {@link Graph}: either batched ({@code rows} features, one lane a sample) or shared by the batch (a matrix
 * of {@code rows × columns}, such as a weight).
 *
 * @param id position in its graph
 * @param rows features, or rows of a shared matrix
 * @param columns columns of a shared matrix; zero for a batched value
 */
public record Var(int id, int rows, int columns) {

    /**
     * Whether the value is one matrix for the whole batch.
     *
     * @return {@code false} for a batched value
     */
    public boolean shared() {
        return columns > 0;
    }

    @Override
    public String toString() {
        return "v" + id + (shared() ? "[" + rows + "×" + columns + " shared]" : "[" + rows + "]");
    }
}
