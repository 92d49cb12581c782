/** What a plant that is half dead costs in the long run. */
@NullMarked
package io.sluice.connectors.soak;

import org.jspecify.annotations.NullMarked;
