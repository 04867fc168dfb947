package dev.tidepath.tensor.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The multiply-add every kernel uses. */
final class Fma {

    /** Whether the hardware has fused multiply-add, read from the JVM's {@code UseFMA} flag; never timed. */
    static final boolean FUSED = hasFma();

    private Fma() {}

    private static boolean hasFma() {
        try {
            HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return vm != null && Boolean.parseBoolean(vm.getVMOption("UseFMA").getValue());
        } catch (RuntimeException | LinkageError otherVm) {
            return false; // without the bean, its class, the flag or the permission to ask
        }
    }

    /** {@code a·b + c}, fused where the hardware can, else rounded twice. */
    static double fma(double a, double b, double c) {
        return FUSED ? Math.fma(a, b, c) : a * b + c;
    }
}
