package io.sluice.analytics.detectors;

class BaselineTest extends DetectorContractTest<BaselineOptions> {
  BaselineTest() throws Exception {
    super(new BaselineKind());
  }
}
