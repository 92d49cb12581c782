/** Tag lists of other programs, read into ours: all or nothing, every problem at its place. */
@NullMarked
package io.sluice.gateway.config.imports;

import org.jspecify.annotations.NullMarked;
