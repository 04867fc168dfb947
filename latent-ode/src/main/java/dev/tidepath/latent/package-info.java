/** The latent ODE: encoder, ODE-solved latent path, decoder, evidence lower bound. */
@NullMarked
package dev.tidepath.latent;

import org.jspecify.annotations.NullMarked;
