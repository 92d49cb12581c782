package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.connectors.modbus.ModbusKind;
import io.sluice.connectors.modbus.ModbusOptions;
import io.sluice.connectors.modbus.WordOrder;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.connectors.plc4x.LogixKind;
import io.sluice.connectors.plc4x.LogixOptions;
import io.sluice.connectors.plc4x.Plc4xKind;
import io.sluice.connectors.plc4x.Plc4xOptions;
import io.sluice.connectors.plc4x.S7Kind;
import io.sluice.connectors.plc4x.S7Options;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the elements of an array lie. */
class ElementTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Map<String, PollGroup> POLLED = Map.of("fast", new PollGroup(SECOND));

  @ParameterizedTest
  @CsvSource({
    "40021, INT16, 3, 40024",
    "40021, FLOAT32, 3, 40027",
    "3!holding:20#CDAB, FLOAT64, 2, 3!40029#CDAB",
    "00017, BOOL, 4, 00021",
    "40021.14, BOOL, 3, 40022.1",
    "40021.5, STRING, 2, 40027.5",
  })
  void registersAndBitsFollowEachOther(String first, DataType type, int index, String element) {
    assertThat(new ModbusKind().element(modbus(), array(first, type), index)).isEqualTo(element);
  }

  @Test
  void noElementLiesBehindTheLastRegister() {
    assertThatThrownBy(
            () -> new ModbusKind().element(modbus(), array("4x65535", DataType.FLOAT32), 1))
        .hasMessageContaining("behind the last register");
  }

  @ParameterizedTest
  @CsvSource({
    "DB1.DBW22, INT16, 3, DB1.DBW28",
    "DB1.DBB8, FLOAT64, 2, DB1.DBB24",
    "DB1.DBX20.6, BOOL, 3, DB1.DBX21.1",
    "DB1.DBB100.21, STRING, 1, DB1.DBB124.21",
    "MW12, UINT16, 1, MW14",
  })
  void bytesOfAnS7FollowEachOther(String first, DataType type, int index, String element) {
    S7Options options =
        new S7Options("s7://h", 0, 1, 960, S7Options.Controller.S7_1500, SECOND, POLLED);
    assertThat(new S7Kind().element(options, array(first, type), index)).isEqualTo(element);
  }

  @ParameterizedTest
  @CsvSource({"Counts, 2, Counts[2]", "Program:Main.A.Counts[4], 2, Program:Main.A.Counts[6]"})
  void aLogixTagHasNumberedElements(String first, int index, String element) {
    LogixOptions options = new LogixOptions("logix://h", 0, SECOND, POLLED);
    assertThat(new LogixKind().element(options, array(first, DataType.INT32), index))
        .isEqualTo(element);
  }

  @Test
  void aDriverWithoutOurPlannerHasNoElements() {
    Plc4xOptions modbus = new Plc4xOptions("modbus-tcp://h", SECOND, POLLED);
    Tag array = array("40021", DataType.INT32);
    assertThat(new Plc4xKind().element(modbus, array, 2)).isEqualTo("40025");
    Plc4xOptions other = new Plc4xOptions("s7-light:tcp://h", SECOND, POLLED);
    assertThatThrownBy(() -> new Plc4xKind().element(other, array, 2))
        .hasMessageContaining("write a row for each");
  }

  private static ModbusOptions modbus() {
    Map<String, PollGroup> groups = Map.of("fast", new PollGroup(SECOND));
    return new ModbusOptions("tcp://h", SECOND, 1, WordOrder.ABCD, null, null, null, groups);
  }

  private static Tag array(String first, DataType type) {
    return new Tag(
        "a/v", "fast", first, type, "", -1, 1, 1, 0, 0, Access.READ, TagClass.PROCESS, "");
  }
}
