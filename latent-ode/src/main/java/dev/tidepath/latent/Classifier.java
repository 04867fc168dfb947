package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Mlp;
import dev.tidepath.nn.Softmax;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/** The probabilities of a window's classes given its path's start, by {@link ClassOptions}. Immutable. */
final class Classifier {

    private final ClassOptions options;
    private final int latentSize;
    private final DifferentiableMap logProbabilities;

    Classifier(LatentOdeOptions shape, Parameters parameters) {
        options = shape.classes();
        latentSize = shape.latentSize();
        int from = parameters.blocks().size();
        int[] sizes = options.hidden() == 0
                ? new int[] {latentSize, options.classes()}
                : new int[] {latentSize, options.hidden(), options.classes()};
        Mlp network = Mlp.in(parameters, "classifier", sizes, 0.3);
        logProbabilities = new DifferentiableMap(
                parameters.blocksAfter(from),
                new int[] {latentSize},
                1,
                (g, in) -> List.of(Softmax.logarithm(g, network.apply(g, in.get(0)))));
    }

    Run newRun(double[] values) {
        return new Run(logProbabilities.newPass(values));
    }

    /** The likelihood of labels on one thread. */
    final class Run implements BoundTerm {

        private final DifferentiableMap.Pass pass;

        private Run(DifferentiableMap.Pass pass) {
            this.pass = pass;
        }

        /** Logarithms of the probabilities, classes × lanes. */
        Matrix logProbabilities(Matrix starts) {
            Matrix found = Matrix.zeros(options.classes(), starts.batch());
            pass.value(starts.batch(), new Matrix[] {starts}, new Matrix[] {found});
            return found;
        }

        @Override
        public void addLosses(Paths paths, double[] losses) {
            Matrix logs = logProbabilities(paths.starts());
            for (int b = 0; b < logs.batch(); b++) {
                int label = label(paths.lanes().get(b));
                if (label != Window.UNLABELLED) {
                    losses[b] -= options.weight() * logs.get(label, b);
                }
            }
        }

        @Override
        public String subject() {
            return "the label";
        }

        @Override
        public double breaksAt(Paths paths, int lane) {
            return Double.NaN;
        }

        @Override
        public void pullback(Paths paths, double[] weights, Paths adjoints, double[] gradient) {
            Matrix starts = paths.starts();
            Matrix bars = Matrix.zeros(options.classes(), starts.batch());
            for (int b = 0; b < starts.batch(); b++) {
                int label = label(paths.lanes().get(b));
                if (label != Window.UNLABELLED) {
                    bars.set(label, b, -options.weight() * weights[b]);
                }
            }
            Matrix into = Matrix.zeros(latentSize, starts.batch());
            pass.pullback(starts.batch(), new Matrix[] {starts}, new Matrix[] {bars}, new Matrix[] {into}, gradient);
            StateRows.add(into, adjoints.starts());
        }

        private int label(Window window) {
            if (window.label() >= options.classes()) {
                throw new IllegalArgumentException(
                        "label " + window.label() + " is none of " + options.classes() + " classes");
            }
            return window.label();
        }
    }
}
