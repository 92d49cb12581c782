/** A historian's CSV files: separators, encodings, numbers and times as plants write them. */
@NullMarked
package io.sluice.analytics.csv;

import org.jspecify.annotations.NullMarked;
