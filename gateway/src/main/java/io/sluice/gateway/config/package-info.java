/** The user's files, read strictly and checked for meaning before anything starts. */
@NullMarked
package io.sluice.gateway.config;

import org.jspecify.annotations.NullMarked;
