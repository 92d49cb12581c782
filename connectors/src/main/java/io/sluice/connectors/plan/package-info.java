/** What to read together, how a scan goes on when part of it fails, and how fast that is. */
@NullMarked
package io.sluice.connectors.plan;

import org.jspecify.annotations.NullMarked;
