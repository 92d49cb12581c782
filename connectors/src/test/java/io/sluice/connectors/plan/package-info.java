/** Tests of plans and polls on virtual time. */
@org.jspecify.annotations.NullMarked
package io.sluice.connectors.plan;
