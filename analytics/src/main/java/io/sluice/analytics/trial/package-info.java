/** What a model shows of itself at work, and what follows from it: promotion or rollback. */
@NullMarked
package io.sluice.analytics.trial;

import org.jspecify.annotations.NullMarked;
