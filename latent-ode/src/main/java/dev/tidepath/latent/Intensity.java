package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Integrand;
import dev.tidepath.nn.Mlp;
import dev.tidepath.nn.Trace;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rates at which the channels are observed, by {@link IntensityOptions}. Immutable. */
final class Intensity {

    private final int channels;
    private final int latentSize;
    private final double typicalRate;
    private final double weight;
    private final Exogenous exogenous;
    private final Mlp network;
    private final List<Parameters.Block> blocks;
    private final DifferentiableMap logRates;

    Intensity(LatentOdeOptions options, Parameters parameters) {
        channels = options.channels();
        latentSize = options.latentSize();
        typicalRate = 1 / options.encoder().gap();
        weight = options.intensity().weight();
        exogenous = options.exogenous();
        int from = parameters.blocks().size();
        int in = latentSize + exogenous.size();
        int hidden = options.intensity().hidden();
        int[] sizes = hidden == 0 ? new int[] {in, channels} : new int[] {in, hidden, channels};
        network = Mlp.in(parameters, "intensity", sizes, 0.1);
        blocks = parameters.blocksAfter(from);
        int[] inputs = {latentSize, exogenous.atSize()};
        logRates = new DifferentiableMap(
                blocks,
                inputs,
                1,
                (g, seen) -> List.of(network.apply(g, exogenous.below(g, seen.get(1), seen.get(0)))));
    }

    /** Sets the rates to one observation a typical gap, all channels alike. */
    void initialise(double[] values) {
        Parameters.Block bias =
                network.layers().get(network.layers().size() - 1).bias();
        Arrays.fill(values, bias.offset(), bias.offset() + bias.size(), StrictMath.log(typicalRate / channels));
    }

    /**
     * The field of the state with, as a last feature, the integral of all rates less the typical one. The integral of the rates
     * themselves grows with every event, and with it what a relative tolerance lets pass: the solver's errors then reach the size
     * of what there is to learn, and training follows them.
     */
    FieldProgram integrated(Parameters parameters, Dynamics dynamics) {
        List<Parameters.Block> all = new ArrayList<>(dynamics.blocks());
        all.addAll(blocks);
        int conditions = exogenous.conditioning().size();
        Integrand rates = motion -> {
            Graph g = motion.graph();
            Var seen = exogenous.below(g, motion.time(), motion.context(), motion.state());
            return g.scaleShift(g.sumRows(g.exp(network.apply(g, seen))), 1, -typicalRate);
        };
        return new FieldProgram(
                parameters,
                all,
                latentSize + 1,
                conditions,
                dynamics.integrating(latentSize, Trace.EXACT, List.of(rates)));
    }

    Run newRun(double[] values) {
        return new Run(logRates.newPass(values));
    }

    /** The likelihood of observation times on one thread; the last feature of its states is the integral. */
    final class Run implements BoundTerm {

        private final DifferentiableMap.Pass pass;

        private Run(DifferentiableMap.Pass pass) {
            this.pass = pass;
        }

        /** Logarithms of the rates at the windows' targets, channels × columns. */
        Matrix logRates(List<Window> lanes, Matrix states) {
            Matrix found = Matrix.zeros(channels, states.batch());
            pass.value(states.batch(), seen(lanes, states), new Matrix[] {found});
            return found;
        }

        private Matrix[] seen(List<Window> lanes, Matrix states) {
            Matrix at = Matrix.zeros(exogenous.atSize(), states.batch());
            exogenous.tell(lanes, at);
            return new Matrix[] {StateRows.first(latentSize, states), at};
        }

        @Override
        public void addLosses(Paths paths, double[] losses) {
            Matrix logs = logRates(paths.lanes(), paths.states());
            int first = 0;
            for (int b = 0; b < losses.length; b++) {
                Observations targets = paths.lanes().get(b).targets();
                losses[b] += loss(paths.states(), logs, targets, first, targets.size() - 1);
                first += targets.size();
            }
        }

        /** The loss of the stretch from a lane's first target, of a known column, to another. */
        private double loss(Matrix states, Matrix logs, Observations targets, int first, int until) {
            double[] integral = states.row(latentSize);
            double sum = until > 0
                    ? integral[first + until] - integral[first] + typicalRate * (targets.time(until) - targets.time(0))
                    : 0;
            for (int i = 1; i < until; i++) {
                for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                    sum -= logs.get(targets.channel(k), first + i);
                }
            }
            return weight * sum;
        }

        @Override
        public String subject() {
            return "the observation times";
        }

        @Override
        public double breaksAt(Paths paths, int lane) {
            Matrix logs = logRates(paths.lanes(), paths.states());
            int first = paths.lanes().subList(0, lane).stream()
                    .mapToInt(w -> w.targets().size())
                    .sum();
            Observations targets = paths.lanes().get(lane).targets();
            int until = 0;
            while (until < targets.size() - 1 && Double.isFinite(loss(paths.states(), logs, targets, first, until))) {
                until++;
            }
            return targets.time(until);
        }

        @Override
        public void pullback(Paths paths, double[] weights, Paths adjoints, double[] gradient) {
            Matrix states = paths.states();
            double[] integral = adjoints.states().row(latentSize);
            Matrix bars = Matrix.zeros(channels, states.batch());
            int first = 0;
            for (int b = 0; b < paths.lanes().size(); b++) {
                Observations targets = paths.lanes().get(b).targets();
                int last = first + targets.size() - 1;
                double own = weight * weights[b];
                if (last > first) {
                    integral[last] += own;
                    integral[first] -= own;
                }
                for (int i = 1; i < last - first; i++) {
                    for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                        bars.row(targets.channel(k))[first + i] -= own;
                    }
                }
                first = last + 1;
            }
            Matrix into = Matrix.zeros(latentSize, states.batch());
            Matrix[] seen = seen(paths.lanes(), states);
            pass.pullback(states.batch(), seen, new Matrix[] {bars}, new Matrix[] {into}, gradient);
            StateRows.add(into, adjoints.states());
        }
    }
}
