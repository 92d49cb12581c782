/** Imports against files as other programs write them. */
@NullMarked
package io.sluice.gateway.config.imports;

import org.jspecify.annotations.NullMarked;
