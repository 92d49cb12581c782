/** A pump in numbers, for tests. */
@org.jspecify.annotations.NullMarked
package io.sluice.analytics.plant;
