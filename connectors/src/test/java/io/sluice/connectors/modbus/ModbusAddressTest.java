package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusAddressTest {
  @ParameterizedTest
  @CsvSource({
    "40001, HOLDING, 0",
    "49999, HOLDING, 9998",
    "400001, HOLDING, 0",
    "465536, HOLDING, 65535",
    "4x1, HOLDING, 0",
    "4x00001, HOLDING, 0",
    "4X65536, HOLDING, 65535",
    "30001, INPUT, 0",
    "10017, DISCRETE, 16",
    "00001, COIL, 0",
    "holding:0, HOLDING, 0",
    "holding:65535, HOLDING, 65535",
    "input:7, INPUT, 7",
    "discrete:8, DISCRETE, 8",
    "coil:9, COIL, 9",
  })
  void everyWayOfWritingAPlaceIsRead(String text, Table table, int offset) {
    ModbusAddress address = ModbusAddress.parse(text);

    assertThat(address.table()).isEqualTo(table);
    assertThat(address.offset()).isEqualTo(offset);
    assertThat(address.unit()).isNull();
    assertThat(address.part()).isNull();
    assertThat(address.order()).isNull();
  }

  @Test
  void unitBitAndOrderStandAroundThePlace() {
    assertThat(ModbusAddress.parse("7!40001.3#cdab"))
        .isEqualTo(new ModbusAddress(7, Table.HOLDING, 0, 3, WordOrder.CDAB));
    assertThat(ModbusAddress.parse("247!input:12.20"))
        .isEqualTo(new ModbusAddress(247, Table.INPUT, 12, 20, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4",
        "40000",
        "20001",
        "50001",
        "4x0",
        "4x65537",
        "465537",
        "holding:65536",
        "holding:-1",
        "256!40001",
        "40001.",
        "40001#ABC",
        "40001#ABDC",
        "register:1",
        "40001 .3",
        "DB1.DBW2"
      })
  void whatIsNoAddressIsRefusedInBothForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModbusAddress.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void messagesNameBothForms() {
    assertThat(ModbusAddress.parse("4x10001").bothForms()).isEqualTo("410001 (holding:10000)");
    assertThat(ModbusAddress.parse("coil:0").bothForms()).isEqualTo("00001 (coil:0)");
  }

  @ParameterizedTest
  @CsvSource({"1, 40001", "120, 40120", "0, ''", "speed, ''"})
  void aBareNumberIsSuggestedAsAHoldingRegister(String text, String suggestion) {
    assertThat(ModbusAddress.suggestion(text)).isEqualTo(suggestion);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://10.0.4.12, TCP, 10.0.4.12:502",
    "tcp://plc_1.local:1502/, TCP, plc_1.local:1502",
    "tls://plc, TLS, plc:802",
    "rtu-over-tcp://10.0.4.12:4001, RTU_OVER_TCP, 10.0.4.12:4001",
    "serial:///dev/ttyUSB0, SERIAL, /dev/ttyUSB0",
    "tcp://[::1]:502, TCP, [::1]:502",
  })
  void aUrlSaysHowFramesAreCarried(String url, ModbusUrl.Transport transport, String peer) {
    assertThat(ModbusUrl.parse(url).transport()).isEqualTo(transport);
    assertThat(ModbusUrl.parse(url).peer()).isEqualTo(peer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.1:502",
        "modbus-tcp://plc",
        "tcp://",
        "tcp://plc:0",
        "tcp://plc:65536"
      })
  void aUrlThatIsNoneIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModbusUrl.parse(url))
        .withMessageContaining("rtu-over-tcp://host:502");
  }
}
