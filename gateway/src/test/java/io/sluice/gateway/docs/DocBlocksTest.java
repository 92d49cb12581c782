package io.sluice.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.SystemClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Loaded;
import io.sluice.gateway.fakes.Shipped;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.SecretFiles;
import io.sluice.gateway.replay.tests.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies a file out of the documents gets one that passes {@code sluice check}. */
class DocBlocksTest {
  private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([A-Za-z0-9._-]+)}");

  static List<DocPage> pages() throws IOException {
    return DocPage.all(Shipped.root());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyYamlAndCsvBlockPassesTheCheck(DocPage page, @TempDir Path directory)
      throws IOException {
    DocFiles files = DocFiles.of(page, directory);
    for (DocPage.Block block : page.of("yaml", "csv")) {
      assertThat(files.take(block))
          .as("%s:%d says which file it is, by file=… or by its first key", page, block.line())
          .isTrue();
      secrets(directory, block);
    }
    Loaded loaded = load(files);
    // A tag list that a command of the page makes is not there yet.
    assertThat(loaded.problems())
        .as("problems of the blocks of %s", page)
        .allMatch(problem -> problem.code() == Code.NO_TAGS);
    if (loaded instanceof Loaded.Checked checked) {
      TestFiles.Read tests = TestFiles.read(TestFiles.in(files.routes()), checked.configuration());
      assertThat(tests.problems()).as("problems of the tests of %s", page).isEmpty();
    }
  }

  @Test
  void aBlockWithASlipIsFound(@TempDir Path directory) throws IOException {
    DocFiles files = DocFiles.shipped(directory);
    files.take(
        new DocPage.Block(1, "yaml", "", 0, "detectors: {fan: {asset: pump-1, kind: pcaa}}\n"));
    assertThat(load(files)).isInstanceOf(Loaded.Refused.class);
  }

  private static Loaded load(DocFiles files) {
    SystemClock clock = new SystemClock();
    SecretFiles secrets = new SecretFiles(List.of(files.config().resolve("secrets")));
    return Installed.configFiles(Surroundings.of(clock, clock), secrets)
        .load(files.config(), files.routes());
  }

  /** The reader of the page has the secrets that it names. */
  private static void secrets(Path directory, DocPage.Block block) throws IOException {
    Path secrets = Files.createDirectories(directory.resolve("config/secrets"));
    for (Matcher name = SECRET.matcher(block.text()); name.find(); ) {
      Path file = secrets.resolve(name.group(1));
      Files.writeString(file, "a-secret");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
