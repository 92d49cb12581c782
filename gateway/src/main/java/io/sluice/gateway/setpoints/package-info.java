/** The write path: every adjustment passes a guard, is read back and leaves an audit line. */
@NullMarked
package io.sluice.gateway.setpoints;

import org.jspecify.annotations.NullMarked;
