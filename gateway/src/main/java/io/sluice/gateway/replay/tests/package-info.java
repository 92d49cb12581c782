/**
 * {@code sluice test}: reads route tests, plays each on a virtual run, and says what is missing.
 */
@NullMarked
package io.sluice.gateway.replay.tests;

import org.jspecify.annotations.NullMarked;
