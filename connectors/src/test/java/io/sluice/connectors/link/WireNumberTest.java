package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireNumberTest {
  @ParameterizedTest
  @CsvSource({
    "INT16,  0.1, 12.3,      123",
    "INT16,  0.1, -3276.8,   -32768",
    "UINT16, 1,   65535,     65535",
    "UINT32, 1,   4294967295, 4294967295",
    "INT64,  1,   -9007199254740992, -9007199254740992",
    "BOOL,   1,   1,         1",
  })
  void theScaleIsInverted(DataType type, double scale, double value, long wire) {
    assertThat(WireNumber.of(tag(type, scale), type, value)).isEqualTo(new WireNumber.Whole(wire));
  }

  @ParameterizedTest
  @CsvSource({
    "INT16,   0.1, 3276.8",
    "UINT16,  1,   -1",
    "UINT16,  1,   65536",
    "UINT32,  1,   4294967296",
    "INT64,   1,   9223372036854775808",
    "UINT64,  1,   18446744073709551616",
    "BOOL,    1,   2",
    "FLOAT32, 1,   1e300",
    "FLOAT64, 1e-300, 1e300",
  })
  void whatDoesNotFitIsRefused(DataType type, double scale, double value) {
    assertThat(WireNumber.of(tag(type, scale), type, value))
        .isInstanceOfSatisfying(
            WireNumber.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
              assertThat(refused.reason()).contains(type.name());
            });
  }

  @Test
  void anUnsignedLongKeepsItsBits() {
    assertThat(WireNumber.of(tag(DataType.UINT64, 1), DataType.UINT64, 0x1p63))
        .isEqualTo(new WireNumber.Whole(Long.MIN_VALUE));
  }

  @ParameterizedTest
  @CsvSource({"INT16, 0.1, -40, 12.3, 523", "UINT16, 0.025, 10, 1648.375, 65535"})
  void theOffsetIsTakenOffBeforeTheScale(
      DataType type, double scale, double offset, double value, long wire) {
    Tag tag =
        new Tag(
            "t",
            "g",
            "1",
            type,
            "",
            -1e9,
            1e9,
            scale,
            offset,
            0,
            Access.READ,
            TagClass.PROCESS,
            "");
    assertThat(WireNumber.of(tag, type, value)).isEqualTo(new WireNumber.Whole(wire));
    assertThat(tag.fromWire((double) wire)).isCloseTo(value, within(1e-9));
  }

  @Test
  void halfAStepIsWhatTheWireCannotCarry() {
    assertThat(WireNumber.halfStep(tag(DataType.INT16, 0.1), 12.34)).isBetween(0.05, 0.0501);
    assertThat(WireNumber.halfStep(tag(DataType.FLOAT32, 1), 0.1))
        .isGreaterThan(Math.abs(0.1 - 0.1f))
        .isLessThan(1e-7);
  }

  private static Tag tag(DataType type, double scale) {
    return new Tag(
        "t",
        "fast",
        "40001",
        type,
        "rpm",
        -1e9,
        1e9,
        scale,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }
}
