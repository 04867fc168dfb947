package dev.tidepath.latent;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/** One thread's passes through an {@link ImtsMixer}. Not thread-safe. */
final class ImtsMixerRun extends DeterministicRun {

    private final ImtsMixer model;
    private final double[] values;
    private final int channels;
    private final int size;
    private final DifferentiableMap.Pass embedding;
    private final List<DifferentiableMap.Pass> mixing;
    private final DifferentiableMap.Pass query;

    ImtsMixerRun(ImtsMixer model, double[] values) {
        super(model.channels(), model.decoder().newRun(values));
        this.model = model;
        this.values = values;
        channels = model.channels();
        size = model.options().size();
        embedding = model.embedding().newPass(values);
        mixing = model.mixing().stream().map(m -> m.newPass(values)).toList();
        query = model.query().newPass(values);
    }

    /** A chunk's observations, one column each, and the group it belongs to: its window's and channel's. */
    private record Observed(Matrix[] inputs, int[] groups) {}

    /** What each step was given; {@code mixed} alternates channels × (window, feature) with size × (window, channel). */
    private record Answered(
            Observed observed,
            SoftmaxPooling pooled,
            List<Matrix> mixed,
            Matrix[] asked,
            int[] askedGroups,
            Matrix states) {}

    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        Answered answered = answer(chunk);
        double loss = score(answered.states(), chunk, weight, gradient);
        back(answered, chunk, gradient);
        return loss;
    }

    @Override
    Matrix states(List<Window> chunk) {
        return answer(chunk).states();
    }

    private Answered answer(List<Window> chunk) {
        Observed observed = observed(chunk);
        int count = observed.groups().length;
        Matrix embedded = Matrix.zeros(size, count);
        Matrix scores = Matrix.zeros(size, count);
        embedding.value(count, observed.inputs(), new Matrix[] {embedded, scores});
        SoftmaxPooling pooled = SoftmaxPooling.of(embedded, scores, observed.groups(), chunk.size() * channels);
        Matrix known = Matrix.zeros(size, chunk.size() * channels);
        for (int f = 0; f < size; f++) {
            for (int k = 0; k < known.batch(); k++) {
                known.row(f)[k] = pooled.means().get(f, k) + values[bias(f, k)];
            }
        }
        List<Matrix> mixed = new ArrayList<>();
        for (DifferentiableMap.Pass pass : mixing) {
            Matrix in = mixed.size() % 2 == 0 ? turned(known, channels) : turned(known, size);
            mixed.add(in);
            known = Matrix.zeros(in.features(), in.batch());
            pass.value(in.batch(), new Matrix[] {in}, new Matrix[] {known});
        }
        int[] askedGroups = askedGroups(chunk);
        Matrix[] asked = asked(chunk, known, askedGroups);
        Matrix answers = Matrix.zeros(1, asked[0].batch());
        query.value(answers.batch(), asked, new Matrix[] {answers});
        return new Answered(observed, pooled, mixed, asked, askedGroups, turned(answers, channels));
    }

    private void back(Answered answered, List<Window> chunk, double[] gradient) {
        Matrix bars = turned(stateAdjoints(), 1);
        Matrix ofAsked = Matrix.zeros(size, bars.batch());
        query.pullback(bars.batch(), answered.asked(), new Matrix[] {bars}, new Matrix[] {ofAsked}, gradient);
        Matrix ofKnown = Matrix.zeros(size, chunk.size() * channels);
        MapTransition.gather(ofAsked, answered.askedGroups(), ofKnown);
        for (int k = mixing.size() - 1; k >= 0; k--) {
            Matrix[] bar = {ofKnown};
            mixing.get(k)
                    .pullback(ofKnown.batch(), new Matrix[] {answered.mixed().get(k)}, bar, bar, gradient);
            ofKnown = k % 2 == 0 ? turned(ofKnown, size) : turned(ofKnown, channels);
        }
        for (int f = 0; f < size; f++) {
            for (int k = 0; k < ofKnown.batch(); k++) {
                gradient[bias(f, k)] += ofKnown.get(f, k);
            }
        }
        int count = answered.observed().groups().length;
        Matrix[] ofEmbedded = {Matrix.zeros(size, count), Matrix.zeros(size, count)};
        answered.pooled().pullback(ofKnown, ofEmbedded[0], ofEmbedded[1]);
        embedding.pullback(count, answered.observed().inputs(), ofEmbedded, new Matrix[0], gradient);
    }

    private int bias(int feature, int column) {
        return model.bias().offset() + column % channels * size + feature;
    }

    private Observed observed(List<Window> chunk) {
        int count = chunk.stream().mapToInt(w -> w.context().count()).sum();
        Matrix[] inputs = {
            Matrix.zeros(channels, count),
            Matrix.zeros(channels, count),
            Matrix.zeros(ImtsMixer.ELAPSED, count),
            Matrix.zeros(1, count)
        };
        int[] groups = new int[count];
        int column = 0;
        for (int b = 0; b < chunk.size(); b++) {
            Observations context = chunk.get(b).context();
            for (int i = 0; i < context.size(); i++) {
                for (int k = context.first(i); k < context.first(i + 1); k++, column++) {
                    int c = context.channel(k);
                    inputs[0].row(c)[column] = context.value(k);
                    inputs[1].row(c)[column] = 1;
                    tell(context.time(i), chunk.get(b), inputs[2], inputs[3], column);
                    groups[column] = b * channels + c;
                }
            }
        }
        return new Observed(inputs, groups);
    }

    /** What the query is given: every channel's state at every target, its elapsed times and time. */
    private Matrix[] asked(List<Window> chunk, Matrix known, int[] groups) {
        int count = groups.length;
        Matrix[] asked = {
            MapTransition.spread(known, groups), Matrix.zeros(ImtsMixer.ELAPSED, count), Matrix.zeros(1, count)
        };
        int column = 0;
        for (Window window : chunk) {
            for (double time : window.targets().times()) {
                for (int c = 0; c < channels; c++, column++) {
                    tell(time, window, asked[1], asked[2], column);
                }
            }
        }
        return asked;
    }

    /** The group, a window's and channel's, of each column that is asked for. */
    private int[] askedGroups(List<Window> chunk) {
        int[] groups = new int
                [channels * chunk.stream().mapToInt(w -> w.targets().size()).sum()];
        int column = 0;
        for (int b = 0; b < chunk.size(); b++) {
            for (int k = 0; k < channels * chunk.get(b).targets().size(); k++) {
                groups[column++] = b * channels + k % channels;
            }
        }
        return groups;
    }

    private void tell(double time, Window window, Matrix elapsed, Matrix times, int column) {
        double since = time - window.end();
        elapsed.row(0)[column] = since;
        elapsed.row(1)[column] =
                Math.copySign(StrictMath.log1p(Math.abs(since) / model.options().gap()), since);
        times.row(0)[column] = time;
    }

    /** Rows r and columns k·n + s become n rows s and columns k·R + r, with R the number of rows. */
    private static Matrix turned(Matrix from, int n) {
        int rows = from.features();
        Matrix to = Matrix.zeros(n, from.batch() / n * rows);
        for (int r = 0; r < rows; r++) {
            double[] row = from.row(r);
            for (int k = 0; k < from.batch() / n; k++) {
                for (int s = 0; s < n; s++) {
                    to.row(s)[k * rows + r] = row[k * n + s];
                }
            }
        }
        return to;
    }
}
