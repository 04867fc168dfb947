package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.prepare.ErrorGrowth;
import java.util.Arrays;
import java.util.stream.Stream;

/** Squared errors with their leads, in units of the longest. */
final class SquaredErrors {

    private double[] leads = new double[64];
    private double[] squares = new double[64];
    private int count;

    /** One for each of so many channels. */
    static SquaredErrors[] ofChannels(int channels) {
        return Stream.generate(SquaredErrors::new).limit(channels).toArray(SquaredErrors[]::new);
    }

    /** Adds an error at a lead; leads above 1 count as 1. */
    void add(double lead, double error) {
        if (count == leads.length) {
            leads = Arrays.copyOf(leads, 2 * count);
            squares = Arrays.copyOf(squares, 2 * count);
        }
        leads[count] = Math.min(1, lead);
        squares[count] = error * error;
        count++;
    }

    int count() {
        return count;
    }

    /** Infinite without errors. */
    double meanSquare() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += squares[i] / count;
        }
        return count == 0 ? Double.POSITIVE_INFINITY : sum;
    }

    /** From 0 to 1; 0 without errors. */
    double longestLead() {
        return Arrays.stream(leads, 0, count).max().orElse(0);
    }

    ErrorGrowth growth() {
        return ErrorGrowth.fit(leads, squares, count, 1);
    }
}
