package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;

/** The first observations of a channel of a series, kept to look for periods in. */
final class KeptChannel {

    private final String id;
    private final int most;
    private final DoubleList positions = new DoubleList();
    private final DoubleList values = new DoubleList();
    private String name = "";

    KeptChannel(String id, int most) {
        this.id = id;
        this.most = most;
    }

    /** Keeps what comes after what is kept already, as far as there is room. */
    void add(Channel stretch, AxisPositions axis) {
        name = stretch.name();
        for (int i = 0; i < stretch.size() && positions.size() < most; i++) {
            double at = axis.of(stretch.times(), i);
            if (positions.size() == 0 || axis.areApart(positions.get(positions.size() - 1), at)) {
                positions.add(at);
                values.add(stretch.value(i));
            }
        }
    }

    int size() {
        return positions.size();
    }

    String id() {
        return id;
    }

    Channel channel(AxisPositions axis) {
        double[] at = new double[positions.size()];
        double[] x = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = positions.get(i);
            x[i] = values.get(i);
        }
        return new Channel(name, axis.times(at), x);
    }
}
