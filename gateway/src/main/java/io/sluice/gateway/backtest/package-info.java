/** What {@code sluice backtest} is asked for and what it shows. */
@NullMarked
package io.sluice.gateway.backtest;

import org.jspecify.annotations.NullMarked;
