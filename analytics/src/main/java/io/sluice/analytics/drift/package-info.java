/** Whether the plant is still the one that a model was trained on. */
@NullMarked
package io.sluice.analytics.drift;

import org.jspecify.annotations.NullMarked;
