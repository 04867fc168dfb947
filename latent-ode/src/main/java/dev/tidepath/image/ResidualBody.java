package dev.tidepath.image;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.ImageShape;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/** Blocks with weights of their own, each added to its input; everything on the way is kept for the way back. */
final class ResidualBody implements Body {

    private final int rows;
    private final int blocks;
    private final DifferentiableMap map;

    ResidualBody(Parameters layout, ImageShape shape, ClassifierOptions options, int blocks) {
        rows = shape.rows();
        this.blocks = blocks;
        int before = layout.blocks().size();
        List<ResidualBlock> all = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            all.add(ResidualBlock.in(layout, "block." + i, shape, options, false, 1.0 / blocks));
        }
        map = new DifferentiableMap(
                layout.blocksAfter(before), new int[] {rows}, 1, (g, in) -> List.of(through(g, all, in.get(0))));
    }

    private static Var through(Graph g, List<ResidualBlock> blocks, Var start) {
        Var y = start;
        for (ResidualBlock block : blocks) {
            y = g.add(y, block.apply(g, null, y));
        }
        return y;
    }

    @Override
    public Run newRun(double[] values) {
        DifferentiableMap.Pass pass = map.newPass(values);
        return new Run() {
            private Matrix end = Matrix.zeros(rows, 0);
            private int ways;
            private int waysBack;

            private void fit(int batch) {
                if (end.batch() != batch) {
                    end = Matrix.zeros(rows, batch);
                }
            }

            @Override
            public Matrix value(Matrix start) {
                ways++;
                fit(start.batch());
                pass.value(start.batch(), new Matrix[] {start}, new Matrix[] {end});
                return end;
            }

            @Override
            public Matrix forward(Matrix start) {
                ways++;
                fit(start.batch());
                pass.forward(start.batch(), new Matrix[] {start}, new Matrix[] {end});
                return end;
            }

            @Override
            public void backward(Matrix bars, Matrix into, double[] gradient) {
                waysBack++;
                pass.backward(new Matrix[] {bars}, new Matrix[] {into}, gradient);
            }

            @Override
            public Effort takeEffort(int images) {
                Effort effort = new Effort(images, (long) blocks * images * ways, (long) blocks * images * waysBack);
                ways = 0;
                waysBack = 0;
                return effort;
            }
        };
    }
}
