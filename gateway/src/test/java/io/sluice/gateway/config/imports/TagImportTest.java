package io.sluice.gateway.config.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.imports.TagImport.BadTags;
import io.sluice.gateway.options.Code;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagImportTest {
  private Path temp = Path.of("");
  private ImportSite site;

  @BeforeEach
  void anEmptySite(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.site = ImportSite.at(temp);
  }

  @Test
  void aListThatIsAddedToKeepsItsLines() throws IOException {
    String before =
        "# reviewed by Ada\r\naddress,tag,type,group\r\n40001,pump-1/speed,FLOAT32,fast\r\n";
    TagImport.Result result =
        run("tag,address,type,group,unit\npump-1/flow,40003,INT16,slow,l/min\n", before);
    assertThat(result.problems()).isEmpty();
    assertThat(result.text())
        .isEqualTo(
            String.join(
                "\r\n",
                "# reviewed by Ada",
                "address,tag,type,group,unit",
                "40001,pump-1/speed,FLOAT32,fast,",
                "40003,pump-1/flow,INT16,slow,l/min",
                ""));
  }

  @Test
  void aTagThatTheListHasAlreadyIsRefusedAtItsPlaceInTheOtherFile() throws IOException {
    TagImport.Result result =
        run(
            "tag,address,type,group\npump-1/speed,40003,INT16,slow\n",
            "tag,address,type,group\npump-1/speed,40001,FLOAT32,fast\n");
    assertThat(result.text()).isNull();
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Code.DUPLICATE_TAG);
              assertThat(problem.at().toString()).endsWith("in.csv:2:1");
            });
  }

  @Test
  void whatIsNoGoodIsLeftOutAndListedWhereThatIsAskedFor() throws IOException {
    Path file = temp.resolve("in.csv");
    Files.writeString(
        file,
        """
        tag,address,type,group
        pump-1/speed,40001,FLOAT32,fast
        pump-1/flow,x,INT16,fast
        pump-1/a,40003,BCD,fast
        """);
    TagImport.Result result =
        site.run(
            site.request(ImportFormat.CSV, file, "pump-plc", null, BadTags.LEAVE_OUT),
            "pump-plc",
            null);
    assertThat(result.tags()).isEqualTo(1);
    assertThat(result.text()).contains("pump-1/speed").doesNotContain("pump-1/flow", "pump-1/a,");
    assertThat(result.leftOut())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("in.csv:3:13  pump-1/flow  bad-address"));
  }

  @Test
  void moreBadTagsThanAreToldAreStillAllLeftOut() throws IOException {
    StringBuilder text = new StringBuilder("tag,address,type,group\ngood,40001,INT16,fast\n");
    for (int i = 0; i < 300; i++) {
      text.append("bad-").append(i).append(",nowhere,INT16,fast\n");
    }
    Path file = Files.writeString(temp.resolve("in.csv"), text);
    TagImport.Result result =
        site.run(
            site.request(ImportFormat.CSV, file, "pump-plc", null, BadTags.LEAVE_OUT),
            "pump-plc",
            null);
    assertThat(result.leftOut()).hasSize(300);
    assertThat(result.text()).hasLineCount(2);
  }

  @Test
  void aListInTheCodePageOfAWesternExcelIsReadAndSaidSo() throws IOException {
    Path file = temp.resolve("in.csv");
    String text = "Name;Address;Data Type;Unit;Max\r\npumpe-1/lager;40004;INT;°C;120,5\r\n";
    Files.write(file, text.getBytes(Charset.forName("windows-1252")));
    TagImport.Result result = site.run(ImportFormat.CSV, file, "pump-plc", "slow");
    assertThat(result.text()).endsWith("pumpe-1/lager,slow,40004,INT16,,°C,,120.5,,,,,,\n");
    assertThat(result.problems()).extracting("code").containsExactly(Code.NOT_UTF8);
  }

  @Test
  void aNodeIdWithQuotesOfAnS7IsWrittenSoThatItIsReadAgain() throws IOException {
    String json =
        """
        {"tags": [{"name": "Speed", "tagType": "AtomicTag", "valueSource": "opc",
          "dataType": "Float4", "opcItemPath": "nsu=http://plc;s=\\"DB1\\".\\"Speed, 1\\""}]}
        """;
    Path file = Files.writeString(temp.resolve("in.json"), json);
    TagImport.Result result = site.run(ImportFormat.IGNITION, file, "exchanger", null);
    assertThat(result.problems()).isEmpty();
    assertThat(result.text())
        .contains("Speed,live,\"nsu=http://plc;s=\"\"DB1\"\".\"\"Speed, 1\"\"\",FLOAT32");
  }

  @Test
  void whatNoScreenShowsIsRefusedThoughItWasEscaped() throws IOException {
    String json =
        """
        {"tags": [{"name": "Speed", "tagType": "AtomicTag", "valueSource": "opc",
          "dataType": "Float4", "opcItemPath": "nsu=urn:v;s=a\\u202eb"}]}
        """;
    Path file = Files.writeString(temp.resolve("in.json"), json);
    TagImport.Result result = site.run(ImportFormat.IGNITION, file, "exchanger", null);
    assertThat(result.text()).isNull();
    assertThat(result.problems()).extracting("code").contains(Code.HIDDEN_CHARACTER);
  }

  @Test
  void jsonThatIsNestedWithoutEndIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("in.json"), "[".repeat(100_000));
    TagImport.Result result = site.run(ImportFormat.IGNITION, file, "exchanger", null);
    assertThat(result.problems()).extracting("code").containsExactly(Code.TOO_DEEP);
  }

  @Test
  void aDefinitionThatHoldsItselfEnds() throws IOException {
    String json =
        """
        {"tags": [
          {"name": "_types_", "tagType": "Folder", "tags": [
            {"name": "A", "tagType": "UdtType", "tags": [
              {"name": "x", "tagType": "UdtInstance", "typeId": "A"}]}]},
          {"name": "a", "tagType": "UdtInstance", "typeId": "A"}]}
        """;
    Path file = Files.writeString(temp.resolve("in.json"), json);
    TagImport.Result result = site.run(ImportFormat.IGNITION, file, "exchanger", null);
    assertThat(result.text()).isNull();
    assertThat(result.problems()).extracting("code").contains(Code.TOO_DEEP);
  }

  @Test
  void twoPathsNeverGetOneName() {
    TagNames names = new TagNames();
    assertThat(names.of(List.of("Pump 1", "Speed"))).isEqualTo("Pump-1/Speed");
    assertThat(names.of(List.of("Pump-1", "Speed"))).isEqualTo("Pump-1/Speed-2");
    assertThat(names.of(List.of("pump 1", "speed"))).isEqualTo("pump-1/speed-3");
    assertThat(names.of(List.of("Pump 1", "Speed"))).isEqualTo("Pump-1/Speed");
  }

  @Test
  void germanNumbersAreRead() {
    assertThat(number("1.234,5")).isEqualTo(1234.5);
    assertThat(number("0,1")).isEqualTo(0.1);
    assertThat(number("3.000")).isEqualTo(3000);
    assertThat(number("−2,5")).isEqualTo(-2.5);
    assertThat(ForeignNumber.parse("1,2,3", ForeignNumber.Decimal.COMMA)).isEmpty();
    assertThat(ForeignNumber.parse("0,1", ForeignNumber.Decimal.POINT)).isEmpty();
  }

  private static double number(String text) {
    return ForeignNumber.parse(text, ForeignNumber.Decimal.COMMA).orElseThrow();
  }

  private TagImport.Result run(String csv, String before) throws IOException {
    Path file = Files.writeString(temp.resolve("in.csv"), csv);
    return site.run(
        site.request(ImportFormat.CSV, file, "pump-plc", before, BadTags.REFUSE_ALL),
        "pump-plc",
        null);
  }
}
