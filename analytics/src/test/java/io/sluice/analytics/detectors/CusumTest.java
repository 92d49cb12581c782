package io.sluice.analytics.detectors;

import io.sluice.analytics.Row;

class CusumTest extends DetectorContractTest<CusumOptions> {
  CusumTest() {
    super(new CusumKind());
  }

  /** More than the operator's own moves make of it. */
  @Override
  void disturb(Row row, int since) {
    row.set(CURRENT, row.value(CURRENT) + 12);
  }

  /** All speeds that the operator asks for. */
  @Override
  int enoughRows() {
    return 40_000;
  }
}
