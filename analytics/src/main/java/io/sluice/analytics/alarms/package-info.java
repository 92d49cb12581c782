/** When a score becomes an alarm and when it stops being one: a pure state machine. */
@NullMarked
package io.sluice.analytics.alarms;

import org.jspecify.annotations.NullMarked;
