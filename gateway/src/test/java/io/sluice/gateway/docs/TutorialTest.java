package io.sluice.gateway.docs;

import io.sluice.gateway.fakes.Shipped;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who has never seen Sluice follows the first hour, command by command. */
class TutorialTest {
  @Test
  void everyCommandOfTheFirstHourDoesWhatThePageSays(@TempDir Path directory) throws Exception {
    DocPage page = DocPage.read(Shipped.root().resolve("docs/tutorial/first-hour.md"));
    try (Reader reader = new Reader(directory, "15020", "14840", "8080")) {
      reader.follow(page);
    }
  }
}
