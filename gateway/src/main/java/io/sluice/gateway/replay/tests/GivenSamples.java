package io.sluice.gateway.replay.tests;

import io.sluice.gateway.config.tests.Given;
import io.sluice.gateway.config.tests.TimedSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All points that a test gives, wherever they are written. */
final class GivenSamples {
  private static final long LARGEST = 16L << 20;

  private GivenSamples() {}

  /**
   * Points by tag: those written in the test, in its table, and in its file.
   *
   * @throws IllegalArgumentException for the user, where a table is none or a tag is given twice
   */
  static Map<String, List<TimedSample>> of(PlacedTest test) {
    Given given = test.test().given();
    Map<String, List<TimedSample>> all = new LinkedHashMap<>(given.samples());
    String csv = given.csv();
    if (csv != null) {
      join(all, SampleTable.read(csv));
    }
    String file = given.file();
    if (file != null) {
      join(all, SampleTable.read(text(test.beside(file))));
    }
    return all;
  }

  private static void join(
      Map<String, List<TimedSample>> all, Map<String, List<TimedSample>> more) {
    more.forEach(
        (tag, points) -> {
          @Nullable List<TimedSample> before = all.putIfAbsent(tag, points);
          if (before != null) {
            throw new IllegalArgumentException(tag + " is given twice");
          }
        });
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(file + " is larger than 16 MB, which is the most");
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          file + " is not there or cannot be read as UTF-8", unreadable);
    }
  }
}
