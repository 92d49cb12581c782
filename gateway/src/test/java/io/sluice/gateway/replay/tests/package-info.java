/** The tool that tests routes, tested. */
@NullMarked
package io.sluice.gateway.replay.tests;

import org.jspecify.annotations.NullMarked;
