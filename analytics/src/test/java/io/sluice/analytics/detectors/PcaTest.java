package io.sluice.analytics.detectors;

class PcaTest extends AssetContractTest<PcaOptions> {
  PcaTest() {
    super(new PcaKind());
  }
}
