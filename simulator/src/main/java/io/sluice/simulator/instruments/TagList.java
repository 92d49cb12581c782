package io.sluice.simulator.instruments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the plant's tag list: what is at which address of which protocol. The list is a file in
 * the gateway's own tag list form, so what is served and what users copy cannot differ.
 *
 * @param fileName name to save it under
 * @param csv the file's text
 * @param tags its lines, in order
 */
public record TagList(String fileName, String csv, List<PlantTag> tags) {
  /** Namespace of the exchanger's nodes. */
  public static final String NAMESPACE = "urn:sluice:virtual-plant";

  /** The pump skid's holding registers, in address order without holes. */
  public static final TagList PUMP = load("pump-plc.csv");

  /** The pump skid's data block 1 in its S7 PLC, in address order without holes. */
  public static final TagList PUMP_S7 = load("pump-s7.csv");

  /** The pump skid again, as tags of a Logix controller. */
  public static final TagList PUMP_LOGIX = load("pump-logix.csv");

  /** The heat exchanger's nodes, in browse order. */
  public static final TagList EXCHANGER = load("exchanger.csv");

  public TagList {
    tags = List.copyOf(tags);
  }

  /** Every point of the plant once: the pump's as on Modbus, then the exchanger's. */
  public static List<PlantTag> all() {
    return Stream.concat(PUMP.tags.stream(), EXCHANGER.tags.stream()).toList();
  }

  /** The list of a protocol. */
  public static TagList of(Protocol protocol) {
    return switch (protocol) {
      case MODBUS -> PUMP;
      case OPCUA -> EXCHANGER;
      case S7 -> PUMP_S7;
      case LOGIX -> PUMP_LOGIX;
    };
  }

  /**
   * Saves all lists in a folder, which is made where it is missing, and returns the files. The
   * pump's tags have the list's name where they are there a second time.
   *
   * @throws IOException where a file cannot be written
   */
  public static List<Path> writeAll(Path folder) throws IOException {
    Files.createDirectories(folder);
    return List.of(
        PUMP.write(folder, "pump-1"),
        EXCHANGER.write(folder, "exchanger-1"),
        PUMP_S7.write(folder, "pump-s7"),
        PUMP_LOGIX.write(folder, "pump-logix"));
  }

  private Path write(Path folder, String asset) throws IOException {
    String named = csv.replaceAll("(?m)^[a-z]+-1/", asset + "/");
    return Files.writeString(folder.resolve(fileName), named);
  }

  private static TagList load(String fileName) {
    String csv = text(fileName);
    return new TagList(fileName, csv, csv.lines().skip(1).map(PlantTag::parse).toList());
  }

  private static String text(String fileName) {
    try (InputStream file = TagList.class.getResourceAsStream(fileName)) {
      if (file == null) {
        throw new IllegalStateException(fileName + " is missing from the simulator's jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
