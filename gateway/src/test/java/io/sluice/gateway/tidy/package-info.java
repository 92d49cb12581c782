/**
 * The house rules as tests: a rule that matters is here, with the bad snippet that proves it bites.
 */
@NullMarked
package io.sluice.gateway.tidy;

import org.jspecify.annotations.NullMarked;
