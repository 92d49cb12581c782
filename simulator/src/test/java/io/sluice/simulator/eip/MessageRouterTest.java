package io.sluice.simulator.eip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests and answers, byte by byte, as 1756-PM020 prints them. */
class MessageRouterTest {
  private final TagTable tags =
      new TagTable()
          .put("rate", CipType.DINT, 534)
          .put("speed", CipType.REAL, 1.5)
          .put("run", CipType.BOOL, 1)
          .put("Motor.Speed", CipType.INT, -2)
          .put("Program:Main.step", CipType.DINT, 7)
          .putArray("TotalCount", CipType.DINT, 10, 11, 12)
          .putText("name", "pump");
  private final AtomicInteger ids = new AtomicInteger(100);
  private final MessageRouter router =
      new MessageRouter(tags, new ForwardOpens(ids::incrementAndGet));

  @Test
  void aScalarIsReadWithItsType() {
    assertThat(ask("4c 03 91 04 'rate' 01 00")).isEqualTo("cc 00 00 00 c4 00 16 02 00 00");
    assertThat(ask("4c 04 91 05 'speed' 00 01 00")).isEqualTo("cc 00 00 00 ca 00 00 00 c0 3f");
    assertThat(ask("4c 03 91 03 'RUN' 00 01 00")).isEqualTo("cc 00 00 00 c1 00 01");
  }

  @Test
  void aMemberAndAProgramsTagAreNamedByTheirSegments() {
    assertThat(ask("4c 08 91 05 'Motor' 00 91 05 'Speed' 00 01 00"))
        .isEqualTo("cc 00 00 00 c3 00 fe ff");
    assertThat(ask("4c 0a 91 0c 'Program:Main' 91 04 'step' 01 00"))
        .isEqualTo("cc 00 00 00 c4 00 07 00 00 00");
  }

  @Test
  void anElementIsReadByItsIndexInAnyWidth() {
    assertThat(ask("4c 07 91 0a 'TotalCount' 28 02 01 00"))
        .isEqualTo("cc 00 00 00 c4 00 0c 00 00 00");
    assertThat(ask("4c 08 91 0a 'TotalCount' 29 00 01 00 01 00"))
        .isEqualTo("cc 00 00 00 c4 00 0b 00 00 00");
    assertThat(ask("4c 06 91 0a 'TotalCount' 03 00"))
        .isEqualTo("cc 00 00 00 c4 00 0a 00 00 00 0b 00 00 00 0c 00 00 00");
  }

  @Test
  void aTextIsTheStructureOfItsLengthAndCharacters() {
    assertThat(ask("4c 03 91 04 'name' 01 00"))
        .startsWith("cc 00 00 00 a0 02 ce 0f 04 00 00 00 70 75 6d 70 00")
        .hasSize(96 * 3 - 1);
  }

  @Test
  void whatIsNotThereHasAnUnknownPath() {
    assertThat(ask("4c 03 91 04 'nope' 01 00")).isEqualTo("cc 00 05 01 00 00");
    assertThat(ask("4c 04 91 04 'rate' 28 00 01 00")).isEqualTo("cc 00 05 01 00 00");
    assertThat(ask("4c 07 91 0a 'TotalCount' 28 03 01 00")).isEqualTo("cc 00 05 01 00 00");
    assertThat(ask("01 02 20 77 24 01")).isEqualTo("81 00 05 01 00 00");
  }

  @Test
  void requestsThatDoNotFitAreRefusedWithTheirReason() {
    assertThat(ask("4c 03 91 04 'rate' 02 00")).as("beyond end").isEqualTo("cc 00 ff 01 05 21");
    assertThat(ask("4c 03 91 04 'rate' 00 00")).as("none").isEqualTo("cc 00 ff 01 05 21");
    assertThat(ask("4c 03 91 04 'rate'")).as("too little").isEqualTo("cc 00 13 00");
    assertThat(ask("4c 03 91 09 'rate' 01 00")).as("segment").isEqualTo("cc 00 04 01 00 00");
    assertThat(ask("4c 7f 91 04 'rate' 01 00")).as("path").isEqualTo("cc 00 04 01 00 00");
    assertThat(ask("4b 03 91 04 'rate' 01 00")).as("service").isEqualTo("cb 00 08 00");
    assertThat(ask("4c")).isEqualTo("cc 00 13 00");
    assertThat(ask("")).isEqualTo("80 00 13 00");
  }

  @Test
  void aWriteIsTakenWhereTypeAndLengthAreTheTags() {
    assertThat(ask("4d 03 91 04 'rate' c4 00 01 00 ff 00 00 00")).isEqualTo("cd 00 00 00");
    assertThat(tags.number("rate")).isEqualTo(255);
    assertThat(ask("4d 03 91 03 'run' 00 c1 00 01 00 00 00")).isEqualTo("cd 00 00 00");
    assertThat(tags.number("run")).isZero();
    assertThat(ask("4d 07 91 0a 'TotalCount' 28 01 c4 00 01 00 05 00 00 00"))
        .isEqualTo("cd 00 00 00");
    assertThat(ask("4c 06 91 0a 'TotalCount' 03 00")).contains("0a 00 00 00 05 00 00 00 0c");
  }

  @Test
  void aWriteOfAnotherTypeOrLengthIsRefused() {
    assertThat(ask("4d 03 91 04 'rate' ca 00 01 00 00 00 80 3f")).isEqualTo("cd 00 ff 01 07 21");
    assertThat(ask("4d 03 91 04 'rate' c4 00 01 00 ff 00")).isEqualTo("cd 00 13 00");
    assertThat(ask("4d 03 91 04 'rate' c4 00 01 00 ff 00 00 00 00 00")).isEqualTo("cd 00 15 00");
    assertThat(ask("4d 03 91 04 'rate' c4 00 02 00 ff 00 00 00 00 00 00 00"))
        .isEqualTo("cd 00 ff 01 05 21");
    assertThat(tags.number("rate")).isEqualTo(534);
  }

  @Test
  void aLongArrayComesInFragments() {
    double[] many = new double[300];
    many[299] = 77;
    tags.putArray("many", CipType.DINT, many);

    assertThat(ask("4c 03 91 04 'many' 2c 01"))
        .as("what fits, and that it is a part")
        .startsWith("cc 00 06 00 c4 00")
        .hasSize((4 + 2 + 496) * 3 - 1);
    String rest = ask("52 03 91 04 'many' 2c 01 a8 04 00 00");
    assertThat(rest).isEqualTo("d2 00 00 00 c4 00 00 00 00 00 4d 00 00 00");
    assertThat(ask("52 03 91 04 'many' 2c 01 b0 04 00 00")).isEqualTo("d2 00 ff 01 05 21");
  }

  @Test
  void oneBadServiceOfManyStandsAlone() {
    assertThat(
            ask(
                "0a 02 20 02 24 01 03 00 08 00 12 00 1c 00"
                    + " 4c 03 91 04 'rate' 01 00 4c 03 91 04 'nope' 01 00"
                    + " 4c 03 91 03 'run' 00 01 00"))
        .isEqualTo(
            "8a 00 1e 00 03 00 08 00 12 00 18 00"
                + " cc 00 00 00 c4 00 16 02 00 00 cc 00 05 01 00 00 cc 00 00 00 c1 00 01");
  }

  @Test
  void offsetsThatLieAreRefused() {
    assertThat(ask("0a 02 20 02 24 01 ff ff 08 00")).isEqualTo("8a 00 13 00");
    assertThat(ask("0a 02 20 02 24 01 01 00 99 00 4c 03")).isEqualTo("8a 00 13 00");
    assertThat(ask("0a 02 20 02 24 01 02 00 08 00 02 00 4c 03")).isEqualTo("8a 00 13 00");
  }

  @Test
  void anUnconnectedSendIsAnsweredByWhatItCarries() {
    assertThat(ask("52 02 20 06 24 01 0a 0e 0a 00 4c 03 91 04 'rate' 01 00 01 00 01 00"))
        .isEqualTo("cc 00 00 00 c4 00 16 02 00 00");
    assertThat(ask("52 02 20 06 24 01 0a 0e 0a 00 4c 03 91 04 'rate' 01 00 01 00 01 05"))
        .as("nobody in slot 5")
        .isEqualTo("d2 00 01 01 12 03");
    assertThat(ask("52 02 20 06 24 01 0a 0e ff 00 4c 03")).isEqualTo("d2 00 13 00");
  }

  @Test
  void theIdentityAndTheListOfClassesAreTold() {
    assertThat(ask("01 02 20 01 24 01")).startsWith("81 00 00 00 01 00 0e 00");
    assertThat(ask("01 02 20 02 24 01")).startsWith("81 00 00 00 04 00 01 00 02 00 06 00 6b 00");
  }

  @Test
  void symbolsAreListedFromAnyInstanceOn() {
    String all = ask("55 03 20 6b 25 00 00 00 02 00 01 00 02 00");
    assertThat(all).startsWith("d5 00 00 00 01 00 00 00");
    assertThat(all).contains(Hex.text(Hex.bytes("04 00 'rate' c4 00")));
    assertThat(all).contains(Hex.text(Hex.bytes("0a 00 'TotalCount' c4 20")));
    assertThat(all).contains(Hex.text(Hex.bytes("0c 00 'Program:Main' 68 10")));
    assertThat(all).doesNotContain(Hex.text(Hex.bytes("'step'")));

    assertThat(ask("55 0a 91 0c 'Program:Main' 20 6b 25 00 00 00 02 00 01 00 02 00"))
        .isEqualTo("d5 00 00 00 " + Hex.text(Hex.bytes("01 00 00 00 04 00 'step' c4 00")));
    assertThat(ask("55 03 20 6b 25 00 00 00 01 00 63 00")).isEqualTo("d5 00 0a 00");
  }

  @Test
  void aListThatIsTooLongGoesOnFromTheNextInstance() {
    for (int i = 0; i < 100; i++) {
      tags.put("another_tag_" + (100 + i), CipType.REAL, i);
    }
    assertThat(ask("55 03 20 6b 25 00 00 00 02 00 01 00 02 00")).startsWith("d5 00 06 00");
    assertThat(ask("55 03 20 6b 25 00 64 00 02 00 01 00 02 00"))
        .startsWith("d5 00 00 00 64 00 00 00");
  }

  @Test
  void aConnectionIsOpenedOnceAndClosed() {
    String open =
        " 0a 0e 00 00 00 00 78 56 34 12 42 42 33 33 37 13 00 00 00 00 00 00"
            + " 40 1f 00 00 f4 43 40 1f 00 00 f4 43 a3 03 01 00 20 02 24 01";
    assertThat(ask("54 02 20 06 24 01" + open))
        .isEqualTo(
            "d4 00 00 00 65 00 00 00 78 56 34 12 42 42 33 33 37 13 00 00"
                + " 40 1f 00 00 40 1f 00 00 00 00");
    assertThat(ask("54 02 20 06 24 01" + open)).as("in use").isEqualTo("d4 00 01 01 00 01");
    String close = "4e 02 20 06 24 01 0a 0e 42 42 33 33 37 13 00 00 03 00 01 00 20 02 24 01";
    assertThat(ask(close)).isEqualTo("ce 00 00 00 42 42 33 33 37 13 00 00 00 00");
    assertThat(ask(close)).as("gone").isEqualTo("ce 00 01 01 07 01");
  }

  private String ask(String request) {
    ByteBuffer bytes = ByteBuffer.wrap(Hex.bytes(request)).order(ByteOrder.LITTLE_ENDIAN);
    return Hex.text(router.answer(bytes, MessageRouter.UNCONNECTED_ROOM));
  }
}
