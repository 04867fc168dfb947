package dev.tidepath.io;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Leaderboard.Entry;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.Metric.OfInterval;
import dev.tidepath.forecasting.evaluate.ScoreSums;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A leaderboard as one HTML page that needs nothing else: the tables, a chart of the ranking metric by lead time, and one
 * of the coverage by lead time for each level. It depends on nothing but what it is given; names are shown as text and
 * never read as HTML.
 *
 * @param board the leaderboard
 * @param axis the kind of axis that leads are on
 * @param title the heading, plain text
 * @param facts names and values below the charts, plain text
 */
public record LeaderboardPage(Leaderboard board, TimeAxis axis, String title, Map<String, String> facts) {

    /**
     * Writes the page; encode it as UTF-8.
     *
     * @param out where to; neither flushed nor closed
     * @throws IOException if {@code out} fails
     */
    public void write(Appendable out) throws IOException {
        String script = "/*!\n" + PlotPage.resource(PlotPage.UPLOT + "LICENSE") + "\n*/\n"
                + PlotPage.resource(PlotPage.UPLOT + "dist/uPlot.iife.min.js")
                + PlotPage.resource(PlotPage.OURS + "format.js")
                + PlotPage.resource(PlotPage.OURS + "leaderboard.js");
        String template = PlotPage.resource(PlotPage.OURS + "leaderboard.html");
        Matcher slot = PlotPage.SLOT.matcher(template);
        int done = 0;
        while (slot.find()) {
            out.append(template, done, slot.start());
            fill(slot.group(1), script, out);
            done = slot.end();
        }
        out.append(template, done, template.length());
    }

    private void fill(String slot, String script, Appendable out) throws IOException {
        switch (slot) {
            case "title" -> out.append(PlotPage.escape(title));
            case "style" ->
                out.append(PlotPage.resource(PlotPage.UPLOT + "dist/uPlot.min.css"))
                        .append(PlotPage.resource(PlotPage.OURS + "page.css"))
                        .append(PlotPage.resource(PlotPage.OURS + "leaderboard.css"));
            case "summary" -> out.append(PlotPage.escape(summary()));
            case "tables" -> out.append(tables());
            case "facts" -> out.append(factList());
            case "data" -> data(out);
            case "script" -> out.append(script);
            case "scripthash" -> out.append(PlotPage.hash(script));
            default -> throw new IllegalStateException("the template has an unknown slot: " + slot);
        }
    }

    private String summary() {
        long values =
                board.entries().isEmpty() ? 0 : board.entries().get(0).overall().count();
        String left = board.leftOut() == 0
                ? ""
                : " Left out: " + Phrases.count(board.leftOut(), "value") + " that not every model has a forecast for.";
        return Phrases.count(board.entries().size(), "model") + " beside " + Phrases.count(values, "observed value")
                + ", ranked by " + board.ranking().title() + "." + left;
    }

    private String tables() {
        StringBuilder html = new StringBuilder();
        String ranking = board.ranking().title();
        List<String> standing = List.of(
                ranking,
                board.rule().map(rule -> "skill against " + rule).orElse("skill"),
                "beside the best (95 % interval)");
        table(html, "Ranking", standing, this::standing);
        table(html, "All metrics", board.metrics().stream().map(Metric::title).toList(), this::overall);
        table(html, ranking + " by lead time", ScoreText.buckets(board.buckets(), axis), e -> parts(e.byBucket()));
        if (board.channels().size() > 1) {
            table(html, ranking + " by channel", board.channels(), e -> parts(e.byChannel()));
        }
        return html.toString();
    }

    private List<String> standing(Entry e) {
        return List.of(ScoreText.score(board.ranking(), e.overall()), ScoreText.skill(e), ScoreText.verdict(board, e));
    }

    private List<String> overall(Entry e) {
        return board.metrics().stream()
                .map(metric -> ScoreText.score(metric, e.overall()))
                .toList();
    }

    private List<String> parts(List<ScoreSums> sums) {
        return sums.stream().map(s -> ScoreText.score(board.ranking(), s)).toList();
    }

    private void table(StringBuilder html, String title, List<String> columns, Function<Entry, List<String>> cells) {
        html.append("<h2>").append(PlotPage.escape(title)).append("</h2>\n<div class=\"scroll\" tabindex=\"0\">");
        html.append("<table class=\"values\"><thead><tr><th scope=\"col\">model</th>");
        columns.forEach(c ->
                html.append("<th scope=\"col\">").append(PlotPage.escape(c)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (Entry e : board.entries()) {
            html.append("<tr><th scope=\"row\">")
                    .append(PlotPage.escape(e.model()))
                    .append("</th>");
            cells.apply(e)
                    .forEach(c -> html.append("<td>").append(PlotPage.escape(c)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private String factList() {
        return facts.entrySet().stream()
                .map(e -> "<div><dt>" + PlotPage.escape(e.getKey()) + "</dt><dd>" + PlotPage.escape(e.getValue())
                        + "</dd></div>\n")
                .collect(Collectors.joining("", "<h2>About this comparison</h2>\n<dl>\n", "</dl>\n"));
    }

    private void data(Appendable out) throws IOException {
        ScoreText.LeadUnit unit = ScoreText.LeadUnit.of(board.buckets(), axis);
        PlotJson json = new PlotJson(out);
        json.open('{').name("unit").text(unit.suffix().strip());
        json.name("models").open('[');
        for (Entry e : board.entries()) {
            json.text(e.model());
        }
        json.close(']').name("labels").open('[');
        for (String label : ScoreText.buckets(board.buckets(), axis)) {
            json.text(label);
        }
        double[] middle = new double[board.buckets().size()];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (board.buckets().from(i) + board.buckets().to(i)) / 2 / unit.size();
        }
        json.close(']').name("leads").exact(middle);
        json.name("charts").open('[');
        for (Metric metric : board.metrics()) {
            boolean coverage = metric instanceof OfInterval i && i.kind() == OfInterval.Kind.COVERAGE;
            if (coverage || metric.equals(board.ranking())) {
                chart(json, metric);
            }
        }
        json.close(']').close('}');
    }

    private void chart(PlotJson json, Metric metric) throws IOException {
        boolean coverage = metric.direction() == Metric.Direction.NEAR_LEVEL;
        json.open('{').name("title").text(coverage ? coverageTitle(metric) : metric.title() + " by lead time");
        json.name("level").number(metric instanceof OfInterval i && coverage ? i.level() : Double.NaN);
        json.name("values").open('[');
        for (Entry e : board.entries()) {
            double[] values = new double[e.byBucket().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = metric.of(e.byBucket().get(i)).orElse(Double.NaN);
            }
            json.exact(values);
        }
        json.close(']').close('}');
    }

    private static String coverageTitle(Metric metric) {
        String level = DecimalText.exact(((OfInterval) metric).level());
        return "Coverage of the " + level + " % interval by lead time, in percent";
    }
}
