package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.plan.PollGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusTagCheckTest {
  @ParameterizedTest
  @CsvSource({
    "40001,  HOLDING_REGISTER, 0",
    "49999,  HOLDING_REGISTER, 9998",
    "400001, HOLDING_REGISTER, 0",
    "465535, HOLDING_REGISTER, 65534",
    "4x00011, HOLDING_REGISTER, 10",
    "4X7,    HOLDING_REGISTER, 6",
    "30001,  INPUT_REGISTER,   0",
    "10001,  DISCRETE_INPUT,   0",
    "00017,  COIL,             16",
  })
  void aModbusReferenceIsAPlaceOnTheWire(String text, ModbusAddress.Area area, int offset) {
    assertThat(ModbusAddress.parse(text)).isEqualTo(new ModbusAddress(area, offset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "40000",
        "400000",
        "465536",
        "20001",
        "holding-register:1",
        "DB1.DBW2",
        "4000a"
      })
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModbusAddress.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void aBareNumberIsProbablyAHoldingRegister() {
    assertThat(problems(tag("11", DataType.INT16)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.suggestion()).isEqualTo("40011"));
  }

  @Test
  void everyProblemIsFoundAtOnce() {
    Tag wrongGroup =
        new Tag(
            "t",
            "fats",
            "40001",
            DataType.STRING,
            "",
            0,
            1,
            1,
            0,
            0,
            Access.READ,
            TagClass.PROCESS,
            "");

    assertThat(problems(wrongGroup)).extracting(TagProblem::field).containsExactly("group", "type");
    assertThat(problems(wrongGroup).get(0).suggestion()).isEqualTo("fast");
  }

  @ParameterizedTest
  @CsvSource({
    "00001, INT16, type",
    "40001, BOOL, type",
    "40001, STRING, type",
    "465535, FLOAT32, address",
  })
  void aTypeMustFitItsTable(String address, DataType type, String field) {
    assertThat(problems(tag(address, type))).extracting(TagProblem::field).containsExactly(field);
  }

  @Test
  void anInputRegisterCannotBeWritten() {
    Tag setpoint =
        new Tag(
            "t",
            "fast",
            "30001",
            DataType.INT16,
            "",
            0,
            1,
            1,
            0,
            0,
            Access.WRITE,
            TagClass.SETPOINT,
            "");

    assertThat(problems(setpoint)).extracting(TagProblem::field).containsExactly("access");
  }

  @Test
  void theOpcUaDriverIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plc4xUrl.parse("opcua:tcp://10.0.0.1:4840"))
        .withMessageContaining("kind: opcua");
  }

  @ParameterizedTest
  @CsvSource({
    "modbus-tcp://10.0.4.12:502, modbus-tcp:plant://10.0.4.12:502",
    "modbus-tcp://plc, modbus-tcp:plant://plc:502",
    "modbus-tcp://plc:1502?default-unit-identifier=3, modbus-tcp:plant://plc:1502?default-unit-identifier=3",
    "modbus-tcp:tcp://plc:502, modbus-tcp:plant://plc:502",
    "s7-light://10.0.0.1, s7-light:plant://10.0.0.1:102",
  })
  void aUrlBecomesTheDrivers(String written, String forDriver) {
    assertThat(Plc4xUrl.parse(written).forDriver()).isEqualTo(forDriver);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1:502",
        "modbus-tcp://",
        "modbus-tcp://plc:0",
        "modbus-tcp://plc:70000"
      })
  void aUrlThatIsNoneIsRefused(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> Plc4xUrl.parse(url));
  }

  private static List<TagProblem> problems(Tag tag) {
    Plc4xOptions options =
        new Plc4xOptions(
            "modbus-tcp://plc",
            Duration.ofSeconds(1),
            Map.of("fast", new PollGroup(Duration.ofSeconds(1))));
    return new Plc4xKind().check(options, List.of(tag));
  }

  static Tag tag(String address, DataType type) {
    return new Tag(
        "t" + address,
        "fast",
        address,
        type,
        "",
        -1e9,
        1e9,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }
}
