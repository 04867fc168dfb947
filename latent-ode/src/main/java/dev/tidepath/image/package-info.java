/**
 * Classifiers of images whose depth is discrete or continuous (Chen et al. 2018, arXiv:1806.07366, section 3): one residual block,
 * stacked as a residual network, integrated with fixed steps through which the gradient is propagated, or by an adaptive solver
 * with an adjoint. Built on {@code autodiff}, {@code ode}, {@code nn} and {@code train} as they are.
 */
@NullMarked
package dev.tidepath.image;

import org.jspecify.annotations.NullMarked;
