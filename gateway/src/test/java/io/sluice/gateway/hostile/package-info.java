/** Files that somebody wrote to do harm: each is refused clearly and has no side effect. */
@NullMarked
package io.sluice.gateway.hostile;

import org.jspecify.annotations.NullMarked;
