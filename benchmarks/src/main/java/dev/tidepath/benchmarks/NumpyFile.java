package dev.tidepath.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A vector as a file of NumPy's format 1.0, so that other programs can compare with it. */
final class NumpyFile {

    private static final int PREFIX = 10;
    private static final int ALIGNMENT = 64;

    private NumpyFile() {}

    static void write(Path file, double[] values) throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.length + ",), }";
        int length = (PREFIX + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREFIX;
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + length + values.length * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) length);
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < PREFIX + length - 1) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        for (double value : values) {
            bytes.putDouble(value);
        }
        Files.write(file, bytes.array());
    }
}
