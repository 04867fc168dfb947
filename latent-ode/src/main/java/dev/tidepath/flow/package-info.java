/**
 * Continuous normalizing flows (Chen et al. 2018, arXiv:1806.07366, section 4; Grathwohl et al. 2019, arXiv:1810.01367): a
 * density is the standard normal one carried along by a learnt field. Built on {@code autodiff}, {@code ode}, {@code nn} and
 * {@code train} as they are; {@link dev.tidepath.flow.PlanarFlow} is the discrete flow to compare with.
 */
@NullMarked
package dev.tidepath.flow;

import org.jspecify.annotations.NullMarked;
