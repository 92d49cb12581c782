/** The plant's words and the contract every protocol keeps. */
@NullMarked
package io.sluice.connectors;

import org.jspecify.annotations.NullMarked;
