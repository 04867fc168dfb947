package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Times;

/**
 * A cut-off of a series that a model gave no forecast for.
 *
 * @param model the model
 * @param id the series' id
 * @param cutOff sequence of one time
 * @param reason what went wrong, in a sentence
 */
public record BacktestFailure(String model, String id, Times cutOff, String reason) {}
