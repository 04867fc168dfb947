/** Gradients of solutions: discrete (checkpointed) and continuous (backsolve) adjoints over the same solver. */
@NullMarked
package dev.tidepath.ode.adjoint;

import org.jspecify.annotations.NullMarked;
