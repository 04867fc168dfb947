package dev.tidepath.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A fixed initial value problem for a batch of samples.
 *
 * @param weights of a neural field; none if the field is a formula
 * @param y0 initial states, one row a sample
 * @param start first output time and start
 * @param end last output time and end
 * @param outputs number of output times, evenly spaced
 * @param rtol relative tolerance
 * @param atol absolute tolerance
 * @param reference states of the first samples at the end, from another library's tight solve; may be empty
 */
record TestProblem(
        @JsonProperty("weights") @Nullable MlpWeights weights,
        @JsonProperty("y0") double[][] y0,
        @JsonProperty("t_first") double start,
        @JsonProperty("t_last") double end,
        @JsonProperty("t_count") int outputs,
        @JsonProperty("rtol") double rtol,
        @JsonProperty("atol") double atol,
        @JsonProperty("reference_at_t_last_of_first_10") double[][] reference) {

    /** The weights of a problem whose field is a network. */
    MlpWeights network() {
        if (weights == null) {
            throw new IllegalArgumentException("this problem's field has no weights");
        }
        return weights;
    }

    /** Samples {@code from} to {@code to}, features × batch. */
    Matrix states(int from, int to) {
        return Matrix.ofSamples(Arrays.copyOfRange(y0, from, to));
    }

    /** All output times for some samples; the last is the end exactly. */
    SaveAt saveAt(int batch) {
        double[] times = new double[outputs];
        double step = (end - start) / (outputs - 1);
        for (int i = 0; i < outputs; i++) {
            times[i] = start + i * step;
        }
        times[outputs - 1] = end;
        return SaveAt.shared(batch, start, end, times);
    }
}
