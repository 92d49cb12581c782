package io.sluice.connectors.plc4x;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogixTagCheckTest {
  private final LogixOptions options = LogixPeer.options(44_818, 500, 100);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Speed",
        "_speed2",
        "Motor.Speed",
        "Counts[3]",
        "Motors[255].Axis.Speed",
        "Program:Main.Step",
        "program:Main.Motors[0].Speed",
        "abcdefghijabcdefghijabcdefghijabcdefghij"
      })
  void whatAProgrammerWritesIsAnAddress(String address) {
    assertThat(check(address, DataType.FLOAT32)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2nd|a name has letters, digits and single underscores",
        "Speed-1|a name has letters",
        "Speed_|a name has letters",
        "A__B|a name has letters",
        "Motor..Speed|a name has letters",
        "Speed.3|a bit of a word cannot be read alone: read the word",
        "Counts[1,2]|only arrays of one dimension can be read",
        "Counts[256]|elements go from 0 to 255",
        "Counts[i]|elements go from 0 to 255",
        "Counts[1|brackets hold one element's number",
        "Local:1:I.Data|a colon stands only in Program:Name.Tag",
        "Program:Main|a colon stands only in Program:Name.Tag",
        "Program:1x.Step|a name has letters",
        "Speed:REAL|a colon stands only in Program:Name.Tag",
        "%R1|a name has letters",
        "abcdefghijabcdefghijabcdefghijabcdefghijk|has up to 40 characters, this has 41",
      })
  void whatIsNoneIsToldWithWhatIsAllowed(String address, String why) {
    assertThat(check(address, DataType.FLOAT32))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("address");
              assertThat(problem.message())
                  .startsWith("address is \"" + address + "\": ")
                  .contains(why)
                  .contains("allowed is a tag as Speed, Motor.Speed");
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT16", "UINT32", "UINT64"})
  void aTypeThatAControllerDoesNotHaveIsToldWithTheOneItHas(DataType type) {
    assertThat(check("Speed", type))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).contains("a Logix tag is BOOL, INT16");
              assertThat(problem.suggestion()).isEqualTo(type.name().substring(1));
            });
  }

  @Test
  void aTextIsReadAndNotWritten() {
    assertThat(check("Name", DataType.STRING)).isEmpty();
    assertThat(new LogixKind().check(options, List.of(LogixTags.tag("a-sp", "N", DataType.STRING))))
        .singleElement()
        .extracting(TagProblem::message)
        .asString()
        .contains("a text can only be read");
  }

  @Test
  void anUnknownGroupIsTold() {
    LogixOptions other =
        new LogixOptions(
            options.url(),
            0,
            options.timeout(),
            java.util.Map.of("slow", options.groups().get("fast")));
    assertThat(new LogixKind().check(other, List.of(LogixTags.tag("a", "A", DataType.INT16))))
        .singleElement()
        .extracting(TagProblem::suggestion)
        .isEqualTo("slow");
  }

  @Test
  void aPacketHoldsAsManyTagsAsItsBytesAllow() {
    List<Tag> tags =
        IntStream.range(0, 1_000)
            .mapToObj(i -> LogixTags.tag("t" + i, "Machine_tag_" + i, DataType.FLOAT32))
            .toList();
    assertThat(new LogixKind().requests(options, tags)).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.4.12", "logix:10.0.4.12", "logix://h:0", "logix://h:65536", "eip://h"})
  void anotherUrlIsRefused(String url) {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> new LogixOptions(url, 0, options.timeout(), options.groups()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "url is \""
                + url
                + "\", allowed is logix://host or logix://host:port with a port of 1 to 65535");
  }

  private List<TagProblem> check(String address, DataType type) {
    return new LogixKind().check(options, List.of(LogixTags.tag("a", address, type)));
  }
}
