/**
 * Model files. The format is written out in code, name by name and range by range: nothing of it follows from how classes
 * and their parts are called, and a file chooses no class and runs no code.
 */
@NullMarked
package dev.tidepath.forecasting.store;

import org.jspecify.annotations.NullMarked;
