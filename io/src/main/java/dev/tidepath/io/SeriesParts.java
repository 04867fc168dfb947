package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import java.util.List;

/**
 * What was observed of each series in one source.
 *
 * @param ids of the series, in order
 * @param channels of each series, the same in all, in the order of the source
 * @param rows how many rows there were
 */
record SeriesParts(List<String> ids, List<List<Channel>> channels, int rows) {}
