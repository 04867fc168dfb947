package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import java.util.List;
import java.util.Map;

/**
 * What was observed of each series in one source.
 *
 * @param ids of the series, in order
 * @param channels of each series, the same in all, in the order of the source
 * @param rows how many rows there were
 * @param blanks times of rows at which a channel to forecast was not observed, by id; series without such are left out
 */
record SeriesParts(List<String> ids, List<List<Channel>> channels, int rows, Map<String, Times> blanks) {}
