package dev.tidepath.sde;

/** Which integral {@code ∫ g dW} means. */
public enum Calculus {
    /** Itô's: the integrand is taken at the beginning of each step. */
    ITO,
    /** Stratonovich's: the integrand is taken in the middle; the usual chain rule holds, and time can be reversed. */
    STRATONOVICH
}
