/** Recordings: a file is a device too, and replay is just a protocol. */
@NullMarked
package io.sluice.connectors.recording;

import org.jspecify.annotations.NullMarked;
