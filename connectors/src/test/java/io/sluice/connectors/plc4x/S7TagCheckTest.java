package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import io.sluice.connectors.WordSpan;
import io.sluice.connectors.plan.Block;
import io.sluice.connectors.plan.PollGroup;
import io.sluice.connectors.plan.ScanPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S7TagCheckTest {
  @ParameterizedTest
  @CsvSource({
    "DB1.DBX20.1, BOOL, DB1.DBX20.1",
    "%DB1.DBW22, INT16, DB1.DBW22",
    "db65535.dbd28, FLOAT32, DB65535.DBD28",
    "DB1.DBB5, UINT16, DB1.DBB5",
    "DB1.DBB8, FLOAT64, DB1.DBB8",
    "DB1.DBB100.20, STRING, DB1.DBB100.20",
    "M12.0, BOOL, M12.0",
    "MX12.0, BOOL, M12.0",
    "MW12, UINT16, MW12",
    "IW0, INT16, IW0",
    "EW0, INT16, IW0",
    "QD4, UINT32, QD4",
    "A1.7, BOOL, Q1.7",
  })
  void anAddressIsReadAsSiemensWritesIt(String text, DataType type, String same) {
    assertThat(problems(S7Tags.read(text, type))).isEmpty();
    assertThat(S7Address.parse(text)).hasToString(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DB1",
        "DB0.DBW0",
        "DB65536.DBW0",
        "DB1.DBX20",
        "DB1.DBX20.8",
        "DB1.DBW65536",
        "DB1.DBW2.1",
        "DB1.DBB100.255",
        "M12",
        "V100.0",
        "40001",
        "DB1.DBD4:REAL"
      })
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S7Address.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "DB1.DBW4, FLOAT32, DB1.DBD4",
    "DB1.DBD4, FLOAT64, DB1.DBB4",
    "DB1.DBX4.1, INT16, DB1.DBW4",
    "MW4, BOOL, M4.0",
    "DB1.DBB4, STRING, DB1.DBB4.254",
    "'DB1,REAL4', FLOAT32, DB1.DBD4",
    "DB1.DBD4:REAL, FLOAT32, DB1.DBD4",
    "DB1.4, INT16, DB1.DBW4",
    "'DB1,X14.3', BOOL, DB1.DBX14.3",
  })
  void whatWasMeantIsSuggested(String text, DataType type, String meant) {
    assertThat(problems(S7Tags.read(text, type)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("address");
              assertThat(problem.suggestion()).isEqualTo(meant);
            });
  }

  @Test
  void inputsAndTextsCannotBeWritten() {
    assertThat(problems(S7Tags.written("IW0", DataType.INT16)))
        .extracting(TagProblem::field)
        .containsExactly("access");
    assertThat(problems(S7Tags.written("DB1.DBB0.20", DataType.STRING)))
        .extracting(TagProblem::field)
        .containsExactly("access");
    assertThat(problems(S7Tags.written("QW0", DataType.INT16))).isEmpty();
  }

  @Test
  void aValueMustEndInTheLastByte() {
    assertThat(problems(S7Tags.read("DB1.DBD65532", DataType.INT32))).isEmpty();
    assertThat(problems(S7Tags.read("DB1.DBD65533", DataType.INT32))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.4.12", "s7://", "s7://plc:0", "s7://plc:70000", "tcp://plc"})
  void aUrlThatIsNoneIsRefused(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> options(url));
  }

  @Test
  void thePortIs102WhereNoneIsNamed() {
    assertThat(PeerUrl.shown(options("s7://10.0.4.12").peer())).isEqualTo("10.0.4.12:102");
    assertThat(PeerUrl.shown(options("s7://plc:1102").peer())).isEqualTo("plc:1102");
  }

  @Test
  void bytesOfOneBlockAreReadTogetherAsFarAsAnAnswerGoes() {
    List<Tag> tags =
        IntStream.range(0, 200)
            .mapToObj(i -> S7Tags.read("DB1.DBW" + 2 * i, DataType.INT16))
            .toList();
    assertThat(counts(tags, 240)).containsExactly(222, 178);
    assertThat(counts(tags, 480)).containsExactly(400);
    assertThat(new S7Kind().requests(options("s7://plc"), tags)).hasValue(1);
  }

  @Test
  void blocksAndAreasAreReadApart() {
    assertThat(
            counts(
                List.of(
                    S7Tags.read("DB1.DBW0", DataType.INT16),
                    S7Tags.read("DB2.DBW0", DataType.INT16),
                    S7Tags.read("MW0", DataType.INT16),
                    S7Tags.read("DB1.DBX90.1", DataType.BOOL),
                    S7Tags.read("DB1.DBW300", DataType.INT16)),
                480))
        .containsExactly(91, 2, 2, 2);
  }

  @Test
  void aTextLongerThanAnAnswerTakesOneOfItsOwn() {
    assertThat(
            counts(
                List.of(
                    S7Tags.read("DB1.DBW0", DataType.INT16),
                    S7Tags.read("DB1.DBB2.254", DataType.STRING)),
                240))
        .containsExactly(2, 222);
  }

  @Test
  void wordsAroundAnAddressAreNamedByTheirOwn() {
    assertThat(new S7Kind().words(options("s7://plc"), "DB1.DBD2", new WordSpan(2, 2)))
        .extracting(Tag::name)
        .containsExactly("DB1.DBW0", "DB1.DBW2", "DB1.DBW4");
  }

  private static List<Integer> counts(List<Tag> tags, int pdu) {
    return new ScanPlan(S7Layout.places(tags, pdu)).blocks().stream().map(Block::count).toList();
  }

  private static List<TagProblem> problems(Tag tag) {
    return new S7Kind().check(options("s7://plc"), List.of(tag));
  }

  private static S7Options options(String url) {
    return new S7Options(
        url,
        0,
        1,
        480,
        S7Options.Controller.S7_1500,
        Duration.ofSeconds(1),
        Map.of("fast", new PollGroup(Duration.ofSeconds(1))));
  }
}
