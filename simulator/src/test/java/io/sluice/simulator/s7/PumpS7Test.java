package io.sluice.simulator.s7;

import static io.sluice.simulator.s7.RawClient.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.simulator.Fault;
import io.sluice.simulator.HandTime;
import io.sluice.simulator.PlantOptions;
import io.sluice.simulator.VirtualPlant;
import io.sluice.simulator.instruments.PlantTag;
import io.sluice.simulator.instruments.Protocol;
import io.sluice.simulator.instruments.TagList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PumpS7Test {
  private static final int SPEED_SP = 40;
  private final HandTime time = new HandTime();
  private VirtualPlant plant;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    plant = VirtualPlant.start(PlantOptions.defaults(1), time);
    client = RawClient.ready(plant.s7Port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    plant.close();
  }

  @Test
  void everyTagShowsTheSameSkidAsTheOtherPlc() throws Exception {
    time.advance(Duration.ofSeconds(1));
    for (PlantTag tag : TagList.PUMP_S7.tags()) {
      ByteBuffer bytes = read(start(tag), 2 * tag.type().registers());
      double wire = tag.type().registers() == 2 ? bytes.getFloat() : bytes.getShort();
      assertThat(tag.toEngineering(wire))
          .as(tag.name())
          .isCloseTo(plant.measures().get(tag.name()), within(0.06));
    }
    assertThat(read(46, 1).get()).as("remote-auto").isEqualTo((byte) 1);
  }

  @Test
  void aWrittenSetpointIsReadBackAndLogged() throws Exception {
    assertThat(write(SPEED_SP, "44961000")).isEqualTo("ff");
    assertThat(read(SPEED_SP, 4).getFloat()).isEqualTo(1200.5f);
    time.advance(Duration.ofSeconds(4));
    assertThat(plant.measures().get("pump-1/speed")).isCloseTo(1200.5, within(10.0));
    assertThat(plant.writeLog())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.protocol()).isEqualTo(Protocol.S7);
              assertThat(write.tag()).isEqualTo("pump-1/speed-sp");
              assertThat(write.raw()).isEqualTo("44961000");
              assertThat(write.value()).hasValue(1200.5);
              assertThat(write.accepted()).isTrue();
            });
  }

  @Test
  void otherWritesAreRefusedAndLogged() throws Exception {
    assertThat(write(0, "44961000")).as("a measurement").isEqualTo("03");
    assertThat(write(SPEED_SP, "4496")).as("half a tag").isEqualTo("03");
    assertThat(write(SPEED_SP, "47c35000")).as("100000 rpm").isEqualTo("03");
    assertThat(write(200, "00")).as("behind the block").isEqualTo("05");
    assertThat(plant.writeLog()).hasSize(4).noneMatch(write -> write.accepted());
    assertThat(read(SPEED_SP, 4).getFloat()).isEqualTo(1600f);
  }

  @Test
  void aCutLinkBreaksConnectionsUntilItIsMended() throws Exception {
    plant.inject(new Fault.LinkDown(Protocol.S7));
    assertThatThrownBy(() -> read(0, 4)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> RawClient.ready(plant.s7Port())).isInstanceOf(IOException.class);
    plant.clear(Fault.parse("link-down(s7)"));
    try (RawClient again = RawClient.ready(plant.s7Port())) {
      assertThat(again.job("0401" + address(2, 4, 1, 0x84, 0), "")).startsWith("00000401ff");
    }
  }

  @Test
  void aStoppedCpuShowsWhatItLastHadAndTakesNothing() throws Exception {
    plant.s7Running(false);
    float before = read(0, 4).getFloat();
    time.advance(Duration.ofSeconds(5));
    assertThat(read(0, 4).getFloat()).isEqualTo(before);
    assertThat(write(SPEED_SP, "44961000")).isEqualTo("03");
    plant.s7Running(true);
    assertThat(write(SPEED_SP, "44961000")).isEqualTo("ff");
  }

  private ByteBuffer read(int start, int bytes) throws IOException {
    String answer = client.job("0401" + address(2, bytes, 1, 0x84, 8 * start), "");
    assertThat(answer).startsWith("00000401ff04");
    return ByteBuffer.wrap(HexFormat.of().parseHex(answer.substring(16)));
  }

  private String write(int start, String bytes) throws IOException {
    int length = bytes.length() / 2;
    String data = String.format("0004%04x%s", 8 * length, bytes);
    return client.job("0501" + address(2, length, 1, 0x84, 8 * start), data).substring(8);
  }

  private static int start(PlantTag tag) {
    return Integer.parseInt(tag.address().replaceFirst(".*[WD]", ""));
  }
}
