/**
 * What follows from the options records: schemas for editors, samples, reference pages, and what
 * Camel's tools know of our components.
 */
@NullMarked
package io.sluice.gateway.config.schema;

import org.jspecify.annotations.NullMarked;
