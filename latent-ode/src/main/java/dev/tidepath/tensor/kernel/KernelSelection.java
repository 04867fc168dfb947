package dev.tidepath.tensor.kernel;

import java.util.Arrays;

/**
 * Chooses the kernels, once: the system property {@value #PROPERTY} says {@code plain}, {@code vector} or {@code auto},
 * which is the default and takes the Vector API where its module is there and the hardware has fused multiply-add and
 * vectors of 256 bits or more.
 */
final class KernelSelection {

    static final String PROPERTY = "tidepath.kernels";
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_CLASS = "dev.tidepath.tensor.kernel.VectorKernels";
    private static final int LEAST_WIDTH = 4;

    private KernelSelection() {}

    static KernelProvider choose() {
        return choose(System.getProperty(PROPERTY, "auto"));
    }

    static KernelProvider choose(String asked) {
        return switch (asked) {
            case "plain" -> new PlainKernels();
            case "vector" -> vector();
            case "auto" -> automatic();
            default ->
                throw new IllegalArgumentException(PROPERTY + " is auto, plain or vector, not \"" + asked + "\"");
        };
    }

    private static KernelProvider automatic() {
        if (!Fma.FUSED || !moduleIsThere()) {
            return new PlainKernels();
        }
        try {
            KernelProvider vector = load();
            boolean good = vector.width() >= LEAST_WIDTH && agreesWithPlain(vector);
            return good ? vector : new PlainKernels();
        } catch (ReflectiveOperationException | LinkageError otherApi) {
            return new PlainKernels(); // an incubating API may change with the JDK
        }
    }

    private static KernelProvider vector() {
        if (!moduleIsThere()) {
            throw new IllegalStateException(
                    PROPERTY + "=vector needs the module " + MODULE + ": start Java with --add-modules " + MODULE);
        }
        if (!Fma.FUSED) {
            throw new IllegalStateException(PROPERTY + "=vector needs hardware with fused multiply-add");
        }
        try {
            KernelProvider vector = load();
            if (!agreesWithPlain(vector)) {
                throw new IllegalStateException("the kernels of the Vector API differ from plain Java on this machine");
            }
            return vector;
        } catch (ReflectiveOperationException | LinkageError otherApi) {
            throw new IllegalStateException("the kernels do not fit this JDK's Vector API", otherApi);
        }
    }

    private static boolean moduleIsThere() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static KernelProvider load() throws ReflectiveOperationException {
        return Class.forName(VECTOR_CLASS)
                .asSubclass(KernelProvider.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    /** Runs every operation once; an absent method of the API shows here. */
    private static boolean agreesWithPlain(KernelProvider vector) {
        int few = 3 * vector.width() + 1;
        return Arrays.equals(sample(vector, few), sample(new PlainKernels(), few));
    }

    /** All operations; a product for few lanes takes another way than one for many. */
    private static long[] sample(KernelProvider kernels, int few) {
        int lanes = 128;
        double[][] x = new double[16][lanes];
        double[][] y = new double[25][lanes];
        for (int k = 0; k < x.length; k++) {
            for (int b = 0; b < lanes; b++) {
                x[k][b] = (k - 1.7) * (b - 40.3) / 13;
            }
        }
        double[] w = new double[x.length * y.length];
        Arrays.setAll(w, i -> 0.3 * i - 3.1);
        kernels.affine(w, 0, y.length, 1, w, 3, x, x.length, y, 0, 5, lanes - 1);
        kernels.affine(w, 0, y.length, 1, w, 3, x, x.length, y, 9, y.length, few);
        kernels.tanh(x[0], y[5], lanes - 1);
        kernels.sigmoid(x[0], y[6], lanes - 1);
        kernels.exp(x[0], y[7], lanes - 1);
        kernels.softplus(x[0], y[8], lanes - 1);
        kernels.reluPullback(x[0], x[1], y[10], lanes - 1);
        kernels.batchSums(lanes, x.length, 5).outerSum(x, Arrays.copyOf(y, 5), 1, y[9], 0, lanes - 1);
        return Arrays.stream(y)
                .flatMapToDouble(Arrays::stream)
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }
}
