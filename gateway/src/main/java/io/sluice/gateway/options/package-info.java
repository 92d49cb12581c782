/**
 * Reading what people write: source text with positions, options records, problems in one voice.
 */
@NullMarked
package io.sluice.gateway.options;

import org.jspecify.annotations.NullMarked;
