/** Tests of the Camel components on a real context, with fakes behind them. */
@NullMarked
package io.sluice.gateway.routes;

import org.jspecify.annotations.NullMarked;
