/** Programs that are recorded once and run many times; vector-Jacobian and Jacobian-vector products are programs too. */
@NullMarked
package dev.tidepath.autodiff;

import org.jspecify.annotations.NullMarked;
