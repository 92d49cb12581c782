package io.sluice.connectors.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.WordSpan;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagCheckTest {
  private static final ModbusOptions TCP = options("tcp://plc", null);
  private final ModbusKind kind = new ModbusKind();

  @ParameterizedTest
  @CsvSource({
    "40001, INT16",
    "40001.15, BOOL",
    "40001.250, STRING",
    "465533, FLOAT64",
    "465536, UINT16",
    "00001, BOOL",
    "discrete:65535, BOOL",
    "0!40001#DCBA, UINT64",
  })
  void whatIsRightIsLetThrough(String address, DataType type) {
    assertThat(kind.check(TCP, List.of(tag(address, type)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00001, INT16, type, 00001 (coil:0) is a bit and so BOOL",
    "40001, BOOL, address, .0 to .15",
    "40001.16, BOOL, address, .0 to .15",
    "40001, STRING, address, .1 to .250",
    "40001.0, STRING, address, .1 to .250",
    "40001.251, STRING, address, .1 to .250",
    "40001.3, INT16, address, only a BOOL has a bit",
    "00001.3, BOOL, address, is one bit",
    "00001#CDAB, BOOL, address, is one bit",
    "465534, FLOAT64, address, 465534 (holding:65533) is FLOAT64 and ends after the last register",
    "speed, INT16, address, 'counted from 1 as 40001'",
  })
  void whatIsWrongIsSaidInBothForms(String address, DataType type, String field, String words) {
    List<TagProblem> problems = kind.check(TCP, List.of(tag(address, type)));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).field()).isEqualTo(field);
    assertThat(problems.get(0).message()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "30001, INT16, read-only by the protocol",
    "10001, BOOL, read-only by the protocol",
    "40001.8, STRING, is a text",
  })
  void whatCannotBeWrittenIsSaid(String address, DataType type, String words) {
    List<TagProblem> problems = kind.check(TCP, List.of(writable(address, type)));

    assertThat(problems)
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains(words));
    assertThat(problems.get(0).suggestion()).isEqualTo("read");
  }

  @Test
  void onAnRtuLineUnitsAreThoseOfTheStandard() {
    ModbusOptions rtu = options("rtu-over-tcp://converter", null);

    assertThat(kind.check(rtu, List.of(tag("248!40001", DataType.INT16))))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("unit is 248"));
  }

  @Test
  void aTagLongerThanTheDeviceAllowsIsSaid() {
    ModbusOptions small =
        options(
            "tcp://plc",
            new ModbusOptions.Quirks(1, 2, 16, 0, Duration.ZERO, ModbusOptions.Grouping.MERGED));

    assertThat(kind.check(small, List.of(tag("40001", DataType.FLOAT64))))
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("4 registers"));
  }

  @Test
  void anUnknownGroupIsSaidBesideTheAddress() {
    Tag wrong =
        new Tag(
            "t", "fats", "4", DataType.INT16, "", 0, 1, 1, 0, 0, Access.READ, TagClass.PROCESS, "");

    assertThat(kind.check(TCP, List.of(wrong)))
        .extracting(TagProblem::field)
        .containsExactly("group", "address");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options("tls://plc", null))
        .withMessageContaining("without tls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options("rtu-over-tcp://plc", Options.inFlight(2)))
        .withMessageContaining("requests-in-flight is 2");
  }

  @Test
  void requestsAreCountedAsTheyWillBeSent() {
    List<Tag> tags =
        IntStream.range(0, 300).mapToObj(i -> tag("holding:" + i, DataType.INT16)).toList();

    assertThat(kind.requests(TCP, tags)).hasValue(3);
    assertThat(kind.requests(options("tcp://plc", one()), tags)).hasValue(300);
  }

  @Test
  void wordsAroundAnAddressGoAsFarAsTheTable() {
    assertThat(kind.words(TCP, "7!40001", new WordSpan(2, 3)))
        .extracting(Tag::name)
        .containsExactly("7!40001", "7!40002", "7!40003");
    assertThat(kind.words(TCP, "465536", new WordSpan(1, 4)))
        .extracting(Tag::name)
        .containsExactly("465535", "465536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.words(TCP, "00001", new WordSpan(0, 1)))
        .withMessageContaining("00001 (coil:0)");
  }

  private static ModbusOptions.Quirks one() {
    return new ModbusOptions.Quirks(
        1, 125, 2000, 16, Duration.ZERO, ModbusOptions.Grouping.ONE_TAG_PER_REQUEST);
  }

  private static ModbusOptions options(
      String url, ModbusOptions.@org.jspecify.annotations.Nullable Quirks quirks) {
    return Options.with(url, Duration.ofSeconds(1), Duration.ofSeconds(1), quirks);
  }

  private static Tag tag(String address, DataType type) {
    return ModbusContract.tag("t", address, type, 1);
  }

  private static Tag writable(String address, DataType type) {
    return ModbusContract.tag("t-sp", address, type, 1);
  }
}
