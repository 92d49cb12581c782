package io.sluice.analytics.detectors;

class PcaTest extends DetectorContractTest<PcaOptions> {
  PcaTest() throws Exception {
    super(new PcaKind());
  }
}
