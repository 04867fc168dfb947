package dev.tidepath.ode;

/**
 * A field with the context it reads.
 *
 * @param field right-hand side
 * @param context what it reads besides time and state
 */
record Problem(VectorField field, Context context) {}
