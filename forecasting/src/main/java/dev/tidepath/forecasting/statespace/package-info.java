/**
 * Continuous-time linear state-space models of one channel: components with exact discretisation, the Kalman filter with
 * an augmented diffuse start, the smoother, maximum likelihood and the choice of a structure.
 */
@NullMarked
package dev.tidepath.forecasting.statespace;

import org.jspecify.annotations.NullMarked;
