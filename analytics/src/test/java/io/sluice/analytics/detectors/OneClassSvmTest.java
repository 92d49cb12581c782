package io.sluice.analytics.detectors;

class OneClassSvmTest extends AssetContractTest<OneClassSvmOptions> {
  OneClassSvmTest() {
    super(new OneClassSvmKind());
  }
}
