package dev.tidepath.benchmarks;

import dev.tidepath.tensor.kernel.Kernels;

/** Which kernels are used: what a JVM is told, and what a result is labelled with. */
final class KernelChoice {

    static final String PLAIN = "-Dtidepath.kernels=plain";
    static final String VECTOR = "-Dtidepath.kernels=vector";
    static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    private KernelChoice() {}

    /** Name of the kernels of this JVM. */
    static String inUse() {
        return Kernels.provider();
    }
}
