package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.image.LabelledImages;
import dev.tidepath.nn.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images that are shipped, and files in the form of MNIST. */
class ImageFilesTest {

    @TempDir
    private Path folder;

    @Test
    void theDigitsThatAreShippedAreAllThere() {
        LabelledImages digits = ImageFiles.digits(ExampleData.find("digits8x8.csv.gz"));
        assertEquals(new ImageShape(8, 8, 1), digits.shape());
        assertEquals(1797, digits.count());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, Arrays.copyOf(digits.labels(), 5));
        int[] counts = new int[10];
        Arrays.stream(digits.labels()).forEach(label -> counts[label]++);
        assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
        assertArrayEquals(new byte[] {0, 0, 5, 13, 9, 1, 0, 0}, Arrays.copyOf(digits.levels()[0], 8));
    }

    private static byte[] ints(int... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int v : values) {
            out.writeInt(v);
        }
        return bytes.toByteArray();
    }

    private void write(String name, byte[] head, int... bytes) throws IOException {
        OutputStream file = Files.newOutputStream(folder.resolve(name));
        try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
            out.write(head);
            for (int b : bytes) {
                out.write(b);
            }
        }
    }

    @Test
    void filesOfMnistAreReadPlainOrPacked() throws IOException {
        write("train-images-idx3-ubyte.gz", ints(0x803, 2, 1, 3), 0, 7, 255, 128, 1, 2);
        write("train-labels-idx1-ubyte", ints(0x801, 2), 9, 0);
        LabelledImages images = ImageFiles.mnist(folder, "train");
        assertEquals(new ImageShape(1, 3, 1), images.shape());
        assertEquals(255, images.brightest());
        assertArrayEquals(new byte[] {0, 7, -1}, images.levels()[0]);
        assertArrayEquals(new byte[] {-128, 1, 2}, images.levels()[1]);
        assertArrayEquals(new int[] {9, 0}, images.labels());
    }

    @Test
    void whatIsWrongWithAFileIsSaid() throws IOException {
        assertFailure("t10k-images-idx3-ubyte");
        write("t10k-images-idx3-ubyte", ints(0x803, 2, 1, 2), 1, 2, 3);
        write("t10k-labels-idx1-ubyte", ints(0x803, 2), 9, 0);
        assertFailure("t10k-labels-idx1-ubyte cannot be read: it begins with 00000803, not 00000801");
        write("t10k-labels-idx1-ubyte", ints(0x801, 3), 9, 0, 1);
        assertFailure("t10k-labels-idx1-ubyte cannot be read: 3 labels for 2 images");
        write("t10k-labels-idx1-ubyte", ints(0x801, 2), 9, 0);
        assertFailure("t10k-images-idx3-ubyte cannot be read: it ends too early");
        write("t10k-images-idx3-ubyte", ints(0x803, 2, 0, 2));
        assertFailure("t10k-images-idx3-ubyte cannot be read: 2 images of 0 × 2 pixels");
    }

    private void write(String part, int count, int height, int width, int label) throws IOException {
        int[] pixels = new int[count * height * width];
        int[] labels = new int[count];
        Arrays.fill(labels, label);
        write(part + "-images-idx3-ubyte", ints(0x803, count, height, width), pixels);
        write(part + "-labels-idx1-ubyte", ints(0x801, count), labels);
    }

    @Test
    void imagesThatTheNetworksCannotTakeAreRefused() throws IOException {
        write("train", 159, 4, 4, 9);
        assertUnfit("159 images of train, fewer than 160");
        write("train", 160, 3, 4, 9);
        assertUnfit("train has 3 × 4 pixels, 4 × 4 are the least");
        write("train", 160, 4, 5, 26);
        assertUnfit("train has the label 26, digits end at 9");
        write("train", 160, 4, 5, 9);
        write("t10k", 160, 5, 4, 9);
        assertUnfit("train has 4 × 5 pixels, t10k 5 × 4 pixels");
        write("t10k", 160, 4, 5, 0);
        assertEquals(160, ImageTask.mnist(folder).kept().count());
    }

    private void assertUnfit(String why) {
        Exception e = assertThrows(Arguments.NotUnderstood.class, () -> ImageTask.mnist(folder));
        assertEquals("the images in " + folder + " cannot be used: " + why, e.getMessage());
    }

    private void assertFailure(String part) {
        Exception e = assertThrows(Arguments.NotUnderstood.class, () -> ImageFiles.mnist(folder, "t10k"));
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
}
