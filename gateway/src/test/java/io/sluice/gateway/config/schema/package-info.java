/** Tests of what is generated from the options records. */
@NullMarked
package io.sluice.gateway.config.schema;

import org.jspecify.annotations.NullMarked;
