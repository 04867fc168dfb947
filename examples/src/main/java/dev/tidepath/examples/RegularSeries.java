package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series on a regular grid, of which the last points are held back.
 *
 * @param id its name
 * @param start the first date; 0001-01-01 stands for a numeric axis from zero
 * @param step how the grid goes on
 * @param values one a step, NaN where nothing was observed
 * @param season steps of the seasonal naive rule that scales errors
 * @param ahead how many of the last points are held back
 */
record RegularSeries(String id, LocalDate start, Step step, double[] values, int season, int ahead) {

    /** How a grid goes on. */
    enum Step {
        /** Numbers. */
        NUMBER,
        /** Days. */
        DAY,
        /** Weeks. */
        WEEK,
        /** Months. */
        MONTH,
        /** Quarters of a year. */
        QUARTER
    }

    private Instant instant(int i) {
        LocalDate date = switch (step) {
            case NUMBER -> start;
            case DAY -> start.plusDays(i);
            case WEEK -> start.plusWeeks(i);
            case MONTH -> start.plusMonths(i);
            case QUARTER -> start.plusMonths(3L * i);
        };
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Times times(List<Integer> indices) {
        if (step == Step.NUMBER) {
            return Times.ofNumbers(indices.stream().mapToDouble(i -> i).toArray());
        }
        return Times.ofInstants(indices.stream().map(this::instant).toList());
    }

    private List<Integer> observed(int from, int to) {
        List<Integer> indices = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                indices.add(i);
            }
        }
        return indices;
    }

    private int cut() {
        return values.length - ahead;
    }

    /** What is known. */
    TimeSeries history() {
        List<Integer> indices = observed(0, cut());
        double[] known = indices.stream().mapToDouble(i -> values[i]).toArray();
        return new TimeSeries(id, List.of(new Channel("value", times(indices), known)));
    }

    /** The times of what was held back and has a value. */
    Times heldBackTimes() {
        return times(observed(cut(), values.length));
    }

    /** What was held back, where it has a value. */
    double[] heldBack() {
        return observed(cut(), values.length).stream()
                .mapToDouble(i -> values[i])
                .toArray();
    }

    /** Mean absolute error of predictions by that of the seasonal naive rule over the interpolated history. */
    double scaledError(double[] predicted) {
        double[] filled = filled();
        double scale = 0;
        int count = filled.length - season;
        for (int i = season; i < filled.length; i++) {
            scale += Math.abs(filled[i] - filled[i - season]) / count;
        }
        return Accuracy.meanAbsoluteError(predicted, heldBack()) / scale;
    }

    /** The history with missing values interpolated. */
    private double[] filled() {
        double[] filled = Arrays.copyOf(values, cut());
        List<Integer> known = observed(0, cut());
        for (int k = 1; k < known.size(); k++) {
            int a = known.get(k - 1);
            int b = known.get(k);
            for (int i = a + 1; i < b; i++) {
                filled[i] = filled[a] + (filled[b] - filled[a]) * (i - a) / (b - a);
            }
        }
        return filled;
    }
}
