package io.sluice.analytics.detectors;

class OneClassSvmTest extends DetectorContractTest<OneClassSvmOptions> {
  OneClassSvmTest() throws Exception {
    super(new OneClassSvmKind());
  }
}
