/** The Modbus connector against peers that do right and wrong. */
@NullMarked
package io.sluice.connectors.modbus;

import org.jspecify.annotations.NullMarked;
