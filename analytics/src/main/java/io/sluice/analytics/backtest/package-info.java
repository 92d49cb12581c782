/** What a detector would have said of a historian's file, and how well that fits its labels. */
@NullMarked
package io.sluice.analytics.backtest;

import org.jspecify.annotations.NullMarked;
