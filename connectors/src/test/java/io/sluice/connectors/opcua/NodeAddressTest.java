package io.sluice.connectors.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses keep their meaning (OPC 10000-6, 5.3.1.10). */
class NodeAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"ns=2;s=Fan.Speed", " ns=1;i=7", "ns=012;g=0"})
  void anIndexMayMove(String address) {
    assertThat(NodeAddress.mayMove(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsu=urn:vendor:plc;s=Fan.Speed", "i=2258", "ns=0;i=2258", "s=ns=2;x"})
  void aUriAndTheStandardsOwnNamespaceStay(String address) {
    assertThat(NodeAddress.mayMove(address)).isFalse();
  }
}
