/** From a saved file to a change: noticing saves, and the versions that are kept on disk. */
@NullMarked
package io.sluice.gateway.config.versions;

import org.jspecify.annotations.NullMarked;
