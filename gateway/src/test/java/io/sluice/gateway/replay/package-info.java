/** Virtual runs and replays, on the files of a small plant. */
@NullMarked
package io.sluice.gateway.replay;

import org.jspecify.annotations.NullMarked;
