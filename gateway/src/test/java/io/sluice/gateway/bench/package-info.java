/**
 * What the whole path carries, beside the bare libraries below it, each in a process of its own.
 */
@NullMarked
package io.sluice.gateway.bench;

import org.jspecify.annotations.NullMarked;
