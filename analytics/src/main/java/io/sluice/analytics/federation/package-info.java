/** What gateways can learn from each other without showing a row. */
@NullMarked
package io.sluice.analytics.federation;

import org.jspecify.annotations.NullMarked;
