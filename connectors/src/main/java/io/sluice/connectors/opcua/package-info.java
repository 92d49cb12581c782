/** OPC UA on Eclipse Milo: one subscription per group, one scan per publish response. */
@NullMarked
package io.sluice.connectors.opcua;

import org.jspecify.annotations.NullMarked;
