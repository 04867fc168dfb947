package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of several windows at one time each. Nothing but {@code value} and {@code mask} depends on what is observed
 * at the time itself or later.
 *
 * @param value the values observed at the time, zero where none is, channels × batch
 * @param mask one where there is a value
 * @param held the channel's last value before the time, zero where there was none
 * @param waits time since the channel was last observed before, else since the window's start, in typical gaps
 * @param sinceLast time since anything was observed before, one row
 * @param time model time, one row
 * @param arrival one where the state goes on into an observation, zero where it is to be decoded, one row
 * @param conditions of the windows at the time, without rows if the model reads none
 */
record Readings(
        Matrix value,
        Matrix mask,
        Matrix held,
        Matrix waits,
        Matrix sinceLast,
        Matrix time,
        Matrix arrival,
        Matrix conditions) {

    static Readings zeros(int channels, Conditioning conditioning, int batch) {
        return new Readings(
                Matrix.zeros(channels, batch),
                Matrix.zeros(channels, batch),
                Matrix.zeros(channels, batch),
                Matrix.zeros(channels, batch),
                Matrix.zeros(1, batch),
                Matrix.zeros(1, batch),
                Matrix.zeros(1, batch),
                Matrix.zeros(conditioning.size(), batch));
    }

    /** In the order of {@link Seen}. */
    List<Matrix> matrices() {
        List<Matrix> always = List.of(value, mask, held, waits, sinceLast, time, arrival);
        if (conditions.features() == 0) {
            return always;
        }
        List<Matrix> all = new ArrayList<>(always);
        all.add(conditions);
        return all;
    }

    static int[] sizes(int channels, Conditioning conditioning) {
        int more = conditioning.size();
        return more == 0
                ? new int[] {channels, channels, channels, channels, 1, 1, 1}
                : new int[] {channels, channels, channels, channels, 1, 1, 1, more};
    }

    /** The recorded counterpart. */
    record Seen(
            Var value,
            Var mask,
            Var held,
            Var waits,
            Var sinceLast,
            Var time,
            Var arrival,
            @Nullable Var conditions) {

        static Seen of(List<Var> inputs) {
            return new Seen(
                    inputs.get(0),
                    inputs.get(1),
                    inputs.get(2),
                    inputs.get(3),
                    inputs.get(4),
                    inputs.get(5),
                    inputs.get(6),
                    inputs.size() == 7 ? null : inputs.get(7));
        }

        /** ln(1 + sinceLast): told apart over near and far alike. */
        Var logSinceLast(Graph g) {
            return g.log(g.scaleShift(sinceLast, 1, 1));
        }
    }
}
