package dev.tidepath.examples;

import dev.tidepath.image.LabelledImages;
import dev.tidepath.nn.ImageShape;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads images of handwritten digits: the small ones that are shipped, and the files of MNIST. */
final class ImageFiles {

    /** The first number of a file of bytes with three dimensions, and with one. */
    private static final int IMAGES = 0x803;

    private static final int LABELS = 0x801;
    private static final int DIGITS_SIDE = 8;
    private static final int DIGITS_BRIGHTEST = 16;
    private static final int MNIST_BRIGHTEST = 255;
    private static final int MOST_PIXELS = 1 << 20;

    private ImageFiles() {}

    /** Reads the file that is shipped: the pixels row by row, from 0 to 16, then the digit. */
    static LabelledImages digits(Path file) {
        ImageShape shape = new ImageShape(DIGITS_SIDE, DIGITS_SIDE, 1);
        List<byte[]> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(opened(file), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                byte[] pixels = new byte[shape.rows()];
                for (int k = 0; k < pixels.length; k++) {
                    pixels[k] = Byte.parseByte(cells[k]);
                }
                images.add(pixels);
                labels.add(Integer.parseInt(cells[pixels.length]));
            }
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        }
        return of(shape, DIGITS_BRIGHTEST, images, labels);
    }

    /**
     * Reads a part of MNIST (Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits) from its two files,
     * plain or packed by gzip: numbers of four bytes, the highest first, then one byte a pixel or a label.
     *
     * @param folder where they are
     * @param part how their names begin, {@code train} or {@code t10k}
     */
    static LabelledImages mnist(Path folder, String part) {
        Path ofImages = found(folder, part + "-images-idx3-ubyte");
        Path ofLabels = found(folder, part + "-labels-idx1-ubyte");
        List<byte[]> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        ImageShape shape;
        Path at = ofImages;
        try (DataInputStream pixels = new DataInputStream(opened(ofImages));
                DataInputStream classes = new DataInputStream(opened(ofLabels))) {
            requireMagic(ofImages, IMAGES, pixels.readInt());
            int count = pixels.readInt();
            int height = pixels.readInt();
            int width = pixels.readInt();
            if (count < 0 || height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
                throw unreadable(ofImages, count + " images of " + height + " × " + width + " pixels");
            }
            shape = new ImageShape(height, width, 1);
            at = ofLabels;
            requireMagic(ofLabels, LABELS, classes.readInt());
            int labelled = classes.readInt();
            if (labelled != count) {
                throw unreadable(ofLabels, labelled + " labels for " + count + " images");
            }
            for (int i = 0; i < count; i++) {
                at = ofImages;
                byte[] image = new byte[shape.rows()];
                pixels.readFully(image);
                images.add(image);
                at = ofLabels;
                labels.add(classes.readUnsignedByte());
            }
        } catch (IOException e) {
            String why = e.getMessage();
            throw unreadable(at, why == null ? "it ends too early" : why);
        }
        return of(shape, MNIST_BRIGHTEST, images, labels);
    }

    private static LabelledImages of(ImageShape shape, int brightest, List<byte[]> images, List<Integer> labels) {
        return new LabelledImages(
                shape,
                brightest,
                images.toArray(byte[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Path found(Path folder, String name) {
        Path packed = folder.resolve(name + ".gz");
        return Files.isRegularFile(packed) ? packed : folder.resolve(name);
    }

    private static InputStream opened(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return new BufferedInputStream(file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes);
    }

    private static void requireMagic(Path file, int expected, int found) {
        if (found != expected) {
            throw unreadable(file, String.format("it begins with %08x, not %08x", found, expected));
        }
    }

    private static Arguments.NotUnderstood unreadable(Path file, String why) {
        return new Arguments.NotUnderstood("the images in " + file + " cannot be read: " + why);
    }
}
