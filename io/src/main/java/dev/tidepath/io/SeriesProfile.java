package dev.tidepath.io;

import dev.tidepath.forecasting.Times;
import java.util.Optional;

/**
 * What there is to tell of the times of a series.
 *
 * @param id which one
 * @param times how many different times it was observed at
 * @param values how many values there are at these times, in all channels, each counted once
 * @param repeated how many further values there are for times that have one already, equal or not
 * @param first the one first time
 * @param last the one last time
 * @param gaps between its times; empty if there are none
 */
public record SeriesProfile(
        String id, long times, long values, long repeated, Times first, Times last, Optional<GapProfile> gaps) {}
