/**
 * First-order training, agnostic of the model. A model is an {@link dev.tidepath.train.Objective}: a loss with its gradient,
 * in chunks. {@link dev.tidepath.train.TrainingLoop} minimises it.
 */
@NullMarked
package dev.tidepath.train;

import org.jspecify.annotations.NullMarked;
