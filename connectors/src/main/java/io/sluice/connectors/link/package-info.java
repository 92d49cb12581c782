/** The supervisor: one owner per connection that connects, watches, gives up and tries again. */
@NullMarked
package io.sluice.connectors.link;

import org.jspecify.annotations.NullMarked;
