package dev.tidepath.examples;

import dev.tidepath.tensor.Matrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Square pictures as PNG: of the plane around the origin, and sheets of small images. */
final class FlowPicture {

    /** From dark to light, as red, green and blue. */
    private static final int[][] COLOURS = {
        {0x0d, 0x08, 0x2a},
        {0x3b, 0x0f, 0x70},
        {0x8c, 0x29, 0x81},
        {0xde, 0x49, 0x68},
        {0xfe, 0x9f, 0x6d},
        {0xfc, 0xfd, 0xbf}
    };

    private FlowPicture() {}

    /** The middles of {@code cells × cells} cells of a square, row by row from the top. */
    static Matrix grid(int cells, double side) {
        Matrix grid = Matrix.zeros(2, cells * cells);
        double cell = side / cells;
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                grid.set(0, row * cells + column, (column + 0.5 - 0.5 * cells) * cell);
                grid.set(1, row * cells + column, (0.5 * cells - 0.5 - row) * cell);
            }
        }
        return grid;
    }

    /** Densities at the points of a grid; the highest is the lightest. */
    static String ofDensity(int cells, double[] logDensity) {
        double[] values = new double[logDensity.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.exp(logDensity[i]);
        }
        return png(cells, roots(values));
    }

    /** How many points lie in each cell. */
    static String ofPoints(int cells, double side, Matrix points) {
        double[] counts = new double[cells * cells];
        for (int b = 0; b < points.batch(); b++) {
            int column = (int) Math.floor((points.get(0, b) / side + 0.5) * cells);
            int row = (int) Math.floor((0.5 - points.get(1, b) / side) * cells);
            if (column >= 0 && column < cells && row >= 0 && row < cells) {
                counts[row * cells + column]++;
            }
        }
        return png(cells, roots(counts));
    }

    /** Square images, so many a row and a column, one pixel apart. */
    static String ofSheet(int aSide, int pixels, double[][] images) {
        int cells = aSide * (pixels + 1) - 1;
        double[] levels = new double[cells * cells];
        for (int i = 0; i < aSide * aSide; i++) {
            int corner = (i / aSide * cells + i % aSide) * (pixels + 1);
            for (int k = 0; k < pixels * pixels; k++) {
                levels[corner + k / pixels * cells + k % pixels] = images[i][k];
            }
        }
        return png(cells, levels);
    }

    /** Square roots of shares of the largest value, which show more of what is small. */
    private static double[] roots(double[] values) {
        double most = Arrays.stream(values).max().orElse(1);
        return Arrays.stream(values).map(v -> Math.sqrt(v / most)).toArray();
    }

    /** The text of an image's address. */
    private static String png(int cells, double[] levels) {
        BufferedImage image = new BufferedImage(cells, cells, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                image.setRGB(column, row, colour(levels[row * cells + column]));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static int colour(double level) {
        double place = Math.max(0, Math.min(1, level)) * (COLOURS.length - 1);
        int below = Math.min((int) place, COLOURS.length - 2);
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            double value = COLOURS[below][c] + (place - below) * (COLOURS[below + 1][c] - COLOURS[below][c]);
            rgb = rgb << 8 | (int) Math.round(value);
        }
        return rgb;
    }
}
