/** Trained models on disk: versioned, checked before they are parsed. */
@NullMarked
package io.sluice.analytics.models;

import org.jspecify.annotations.NullMarked;
