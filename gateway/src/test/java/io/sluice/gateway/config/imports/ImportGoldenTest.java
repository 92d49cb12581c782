package io.sluice.gateway.config.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.ProblemPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as other programs write them, whole and broken, and what becomes of each. After a wanted
 * change run with {@code -Dgolden.update=true}, read the difference, and commit it.
 */
class ImportGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden-import");

  @TestFactory
  List<DynamicTest> eachFileBecomesWhatItsGoldenFileSays(@TempDir Path temp) throws IOException {
    ImportSite site = ImportSite.at(temp);
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".txt")) {
          tests.add(DynamicTest.dynamicTest(name, () -> check(site, file)));
        }
      }
    }
    return tests;
  }

  private static void check(ImportSite site, Path file) throws IOException {
    String name = file.getFileName().toString();
    ImportFormat format =
        ImportFormat.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
    boolean opcua =
        name.contains("opcua") || (name.startsWith("ignition") && !name.contains("modbus"));
    boolean noRate = name.matches("(csv|ignition)-(plain|modbus|excel-windows).*");
    String plc = name.contains("kind-modbus") ? "pump-line" : "pump-plc";
    String connection = opcua ? "exchanger" : plc;
    String printed = print(site.run(format, file, connection, noRate ? "slow" : null));
    Path golden = GOLDEN.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, printed);
    } else {
      assertThat(printed).isEqualTo(Files.readString(golden));
    }
    boolean broken = name.contains("wrong");
    assertThat(printed.contains("nothing is written")).isEqualTo(broken);
  }

  private static String print(TagImport.Result result) {
    ProblemPrinter printer = new ProblemPrinter(false);
    StringBuilder text = new StringBuilder();
    for (Problem problem : result.problems()) {
      text.append(printer.text(problem));
    }
    String list = result.text();
    text.append("=\n").append(list == null ? "nothing is written\n" : list);
    return text.toString().replace(GOLDEN + "/", "");
  }
}
