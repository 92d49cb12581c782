/**
 * What a {@code *.test.yaml} file says: annotated records, bound like every other options record.
 */
@NullMarked
package io.sluice.gateway.config.tests;

import org.jspecify.annotations.NullMarked;
