package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.Times;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The times of rows at which a channel to forecast was not observed: what the file itself shows as missing. */
final class BlankTimes {

    private BlankTimes() {}

    /**
     * Looks for them.
     *
     * @param rows sorted
     * @param bySeries channels of each series in the rows' order
     * @return increasing times by id; series without such are left out
     */
    static Map<String, Times> of(Rows rows, List<List<Channel>> bySeries) {
        Map<String, Times> blanks = new LinkedHashMap<>();
        for (int s = 0; s < bySeries.size(); s++) {
            List<Channel> targets = bySeries.get(s).stream()
                    .filter(c -> c.spec().role() == Role.TARGET)
                    .toList();
            int most = rows.start(s + 1) - rows.start(s);
            if (targets.stream().anyMatch(c -> c.size() < most)) {
                Times times = ofSeries(rows, s, targets);
                if (times.size() > 0) {
                    blanks.put(rows.ids().get(s), times);
                }
            }
        }
        return blanks;
    }

    private static Times ofSeries(Rows rows, int s, List<Channel> targets) {
        int[] distinct = new int[rows.start(s + 1) - rows.start(s)];
        int count = 0;
        for (int place = rows.start(s); place < rows.start(s + 1); place++) {
            if (count == 0 || !rows.sameTime(rows.at(place), distinct[count - 1])) {
                distinct[count++] = rows.at(place);
            }
        }
        Times all = rows.times(distinct, count);
        int blank = 0;
        int[] next = new int[targets.size()];
        for (int i = 0; i < count; i++) {
            boolean whole = true;
            for (int c = 0; c < next.length; c++) {
                Channel channel = targets.get(c);
                boolean isThere = next[c] < channel.size() && channel.times().compare(next[c], all, i) == 0;
                next[c] += isThere ? 1 : 0;
                whole &= isThere;
            }
            if (!whole) {
                distinct[blank++] = distinct[i];
            }
        }
        return rows.times(Arrays.copyOf(distinct, blank), blank);
    }
}
