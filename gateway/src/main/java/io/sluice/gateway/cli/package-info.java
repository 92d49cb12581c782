/** What people type: one command a file. */
@NullMarked
package io.sluice.gateway.cli;

import org.jspecify.annotations.NullMarked;
