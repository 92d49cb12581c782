/** Tests of the demonstration's script, report and files. */
@NullMarked
package io.sluice.gateway.demo;

import org.jspecify.annotations.NullMarked;
