/** CSV files and Tablesaw tables to series and back, and charts: the only package that knows columns and files. */
@NullMarked
package dev.tidepath.io;

import org.jspecify.annotations.NullMarked;
