package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(doubles = {0, 400, -4.9, 412, 206.3})
  void whatAnInstrumentCanShowIsGood(double flow) {
    assertThat(status(0, 400, flow)).isEqualTo(StatusCode.GOOD);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3276.8, 3276.7, -5.1, 413})
  void aValueFarOutsideTheRangeIsUncertainAndKept(double flow) {
    Scan scan = scan(0, 400, flow, StatusCode.GOOD);
    assertThat(new StatusCode(scan.status(0)))
        .isEqualTo(StatusCode.UNCERTAIN_ENGINEERING_UNITS_EXCEEDED)
        .hasToString("Uncertain_EngineeringUnitsExceeded");
    assertThat(scan.value(0)).isEqualTo(flow);
  }

  @Test
  void aRangeWithOneEndIsHeldToThatEnd() {
    assertThat(status(-NONE, 400, -1e9)).isEqualTo(StatusCode.GOOD);
    assertThat(status(-NONE, 400, 400.1).good()).isFalse();
    assertThat(status(0, NONE, -0.1).good()).isFalse();
    assertThat(status(-NONE, NONE, 1e300)).isEqualTo(StatusCode.GOOD);
  }

  @Test
  void aWorseStatusStays() {
    Scan scan = scan(0, 400, 3000, StatusCode.BAD_SENSOR_FAILURE);
    assertThat(new StatusCode(scan.status(0))).isEqualTo(StatusCode.BAD_SENSOR_FAILURE);
  }

  private static StatusCode status(double low, double high, double value) {
    return new StatusCode(scan(low, high, value, StatusCode.GOOD).status(0));
  }

  private static Scan scan(double low, double high, double value, StatusCode status) {
    Tag tag =
        new Tag(
            "pump-1/flow",
            "fast",
            "40003",
            DataType.INT16,
            "l/min",
            low,
            high,
            0.1,
            0,
            0,
            Access.READ,
            TagClass.PROCESS,
            "");
    TagGroup group = new TagGroup("pump-plc", "fast", Duration.ofMillis(100), List.of(tag));
    return new Scan.Builder(group, 1, Instant.EPOCH, 0).number(0, value, status.code(), 0).build();
  }
}
