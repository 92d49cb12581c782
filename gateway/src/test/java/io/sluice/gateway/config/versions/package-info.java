/** From a saved file to a version that survives everything. */
@org.jspecify.annotations.NullMarked
package io.sluice.gateway.config.versions;
