package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The numbers of a page as JSON. Observations keep their digits; forecasts are rounded to a millionth of what the chart
 * spans, which no screen shows.
 *
 * @param axis how the page counts time
 * @param timeLabel name or unit of a numeric axis, may be empty
 * @param levels levels of the bands in percent, increasing
 * @param all every series there is
 * @param limits how many of them, and of their observations, are written
 * @param explanation gradients of some of the series
 * @param flags scores of observations, on a page of such
 */
record PlotData(
        PlotAxis axis,
        String timeLabel,
        double[] levels,
        List<PlotSeries> all,
        PlotLimits limits,
        Explanation explanation,
        PlotFlags flags) {

    private static final int PLACES_OF_SPREAD = 6;

    void write(Appendable out) throws IOException {
        PlotJson json = new PlotJson(out);
        json.open('{').name("axis").text(axis.key());
        json.name("timeLabel").text(timeLabel);
        json.name("levels").exact(levels);
        json.name("seriesInAll").whole(all.size());
        if (flags.present()) {
            json.name("threshold").number(flags.threshold());
        }
        json.name("series").open('[');
        for (PlotSeries s : all.subList(0, limits.series())) {
            series(json, s);
        }
        json.close(']').close('}');
    }

    private void series(PlotJson json, PlotSeries s) throws IOException {
        Times origin = s.origin();
        json.open('{').name("id").text(s.id());
        if (axis == PlotAxis.ELAPSED) {
            json.name("origin").text(origin.text(0));
        }
        json.name("cut").number(s.cutOff().map(t -> axis.position(t, 0, origin)).orElse(Double.NaN));
        json.name("from").number(s.viewStart(axis).orElse(Double.NaN));
        int[] order = s.forecastOrder();
        json.name("at");
        axis.write(json, s.forecast().map(f -> sorted(f.times(), order)).orElse(Times.ofNumbers()), origin);
        json.name("channels").open('[');
        for (String name : s.channels()) {
            channel(json, s, name, order);
        }
        json.close(']').close('}');
    }

    private static Times sorted(Times times, int[] order) {
        return switch (times.axis()) {
            case NUMERIC ->
                Times.ofNumbers(Arrays.stream(order).mapToDouble(times::number).toArray());
            case CALENDAR ->
                Times.ofInstants(Arrays.stream(order).mapToObj(times::instant).toList());
        };
    }

    private void channel(PlotJson json, PlotSeries s, String name, int[] order) throws IOException {
        Optional<Channel> observed = s.observed(name);
        int total = observed.map(Channel::size).orElse(0);
        int skipped = Math.max(0, total - limits.history());
        double[] values = observed.map(Channel::values).orElse(new double[0]);
        double[] shown = Arrays.copyOfRange(values, skipped, total);
        Times times = observed.map(Channel::times).orElse(Times.ofNumbers());
        json.open('{').name("name").text(name).name("total").whole(total);
        json.name("t");
        axis.write(json, times.slice(skipped, total), s.origin());
        json.name("v").exact(shown);
        json.name("breaks").open('[');
        for (int i : LineGaps.breaks(times)) {
            if (i > skipped) {
                json.whole(i - skipped);
            }
        }
        json.close(']');
        if (flags.present() && observed.isPresent()) {
            flags.write(json, s.id(), observed.get(), skipped);
        }
        Optional<ChannelGradient> gradient = gradient(s, name);
        if (gradient.isPresent()) {
            gradient(json, gradient.get(), skipped);
        }
        int index = s.forecast().map(f -> f.channels().indexOf(name)).orElse(-1);
        if (index >= 0) {
            forecast(json, s.forecast().orElseThrow(), index, order, shown);
        }
        json.close('}');
    }

    /** The gradients by a channel, unless all are zero. */
    private Optional<ChannelGradient> gradient(PlotSeries s, String name) {
        return explanation.series().stream()
                .filter(e -> e.id().equals(s.id()))
                .flatMap(e -> e.channels().stream())
                .filter(c -> c.channel().name().equals(name))
                .filter(c -> IntStream.range(0, c.channel().size()).anyMatch(i -> c.gradient(i) != 0))
                .findFirst();
    }

    private static void gradient(PlotJson json, ChannelGradient gradient, int skipped) throws IOException {
        double[] shown = IntStream.range(skipped, gradient.channel().size())
                .mapToDouble(gradient::gradient)
                .toArray();
        double largest = Arrays.stream(shown).map(Math::abs).max().orElse(0);
        int places = largest > 0 ? PLACES_OF_SPREAD - (int) Math.floor(StrictMath.log10(largest)) : 0;
        json.name("gradient").rounded(shown, places);
    }

    private void forecast(PlotJson json, SeriesForecast f, int channel, int[] order, double[] shown)
            throws IOException {
        double[] median =
                Arrays.stream(order).mapToDouble(i -> f.median(channel, i)).toArray();
        double[][] low = Arrays.stream(levels)
                .mapToObj(level -> Arrays.stream(order)
                        .mapToDouble(i -> f.lower(channel, i, level))
                        .toArray())
                .toArray(double[][]::new);
        double[][] high = Arrays.stream(levels)
                .mapToObj(level -> Arrays.stream(order)
                        .mapToDouble(i -> f.upper(channel, i, level))
                        .toArray())
                .toArray(double[][]::new);
        int places = places(shown, median, low, high);
        json.name("median").rounded(median, places);
        bounds(json.name("low"), low, places);
        bounds(json.name("high"), high, places);
    }

    private static void bounds(PlotJson json, double[][] bounds, int places) throws IOException {
        json.open('[');
        for (double[] bound : bounds) {
            json.rounded(bound, places);
        }
        json.close(']');
    }

    private static int places(double[] shown, double[] median, double[][] low, double[][] high) {
        double[] all = DoubleStream.concat(
                        DoubleStream.concat(Arrays.stream(shown), Arrays.stream(median)),
                        DoubleStream.concat(
                                Arrays.stream(low).flatMapToDouble(Arrays::stream),
                                Arrays.stream(high).flatMapToDouble(Arrays::stream)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double spread = all.length == 0 ? 0 : all[all.length - 1] - all[0];
        double scale = spread > 0 && Double.isFinite(spread) ? spread : all.length == 0 ? 1 : Math.abs(all[0]);
        return PLACES_OF_SPREAD - (scale > 0 ? exponent(new BigDecimal(scale)) : 0);
    }

    /** That of the first digit: the decimal logarithm rounded down, the same on every machine. */
    private static int exponent(BigDecimal x) {
        return x.precision() - x.scale() - 1;
    }
}
