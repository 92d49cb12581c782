/** Recordings written, read, torn, played. */
@NullMarked
package io.sluice.connectors.recording;

import org.jspecify.annotations.NullMarked;
