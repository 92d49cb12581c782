package io.sluice.gateway.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.VirtualClock;
import io.sluice.gateway.Installed;
import io.sluice.gateway.Surroundings;
import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Noun;
import io.sluice.gateway.config.Scheme;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.RecordShape;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import io.sluice.gateway.options.YamlReader;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

/** An option is declared once, in its record; everything else follows. */
class OneDeclarationTest {
  private static final String SENTENCE = "How many turns of the crank are kept.";

  record Plain(
      @JsonPropertyDescription("Time between scans.") @JsonProperty(defaultValue = "1 s")
          Duration every) {}

  record Grown(
      @JsonPropertyDescription("Time between scans.") @JsonProperty(defaultValue = "1 s")
          Duration every,
      @JsonPropertyDescription(SENTENCE) @JsonProperty(defaultValue = "7") @Min(1) @Max(50)
          int crankTurns) {}

  /** Stands for a Camel component. */
  private static final class Component {}

  @Test
  void oneMoreComponentOfARecordShowsEverywhere() {
    assertThat(everywhere(Grown.class))
        .allSatisfy((where, text) -> assertThat(text).as(where).contains("crank-turns", SENTENCE))
        .hasSize(8);
  }

  @Test
  void withoutItItShowsNowhere() {
    assertThat(everywhere(Plain.class))
        .allSatisfy(
            (where, text) -> assertThat(text).as(where).doesNotContain("crank-turns", SENTENCE))
        .hasSize(8);
  }

  @Test
  void theReaderTakesItWithinItsRangeAndOnlyWhereItIsDeclared() {
    assertThat(read("crank-turns: 8", Grown.class)).isEmpty();
    assertThat(read("crank-turns: 80", Grown.class)).contains("at most 50");
    assertThat(read("crank-turns: 8", Plain.class)).contains("crank-turns is unknown here");
  }

  @Test
  void itsRangeAndDefaultReachTheEditor() {
    String schema = everywhere(Grown.class).getOrDefault("schema", "");
    assertThat(schema.replaceAll("\\s", ""))
        .contains("\"minimum\":1,\"maximum\":50", "\"default\":7", "Allowed:1to50.Default:`7`.");
  }

  @Test
  void camelsOwnLibraryReadsWhatIsWrittenForIt() {
    Map<String, String> components = CamelComponents.of(installed());
    assertThat(components)
        .containsOnlyKeys("detect", "setpoint", "spool", "summary", "tags", "uplink");
    components.forEach(
        (scheme, json) -> {
          ComponentModel model = JsonMapper.generateComponentModel(json);
          assertThat(model.getScheme()).isEqualTo(scheme);
          assertThat(model.getDescription()).isNotBlank();
          assertThat(model.getSyntax()).isEqualTo(scheme + ":name");
          assertThat(JsonMapper.createParameterJsonSchema(model).strip()).isEqualTo(json.strip());
        });
    ComponentModel setpoint =
        JsonMapper.generateComponentModel(components.getOrDefault("setpoint", ""));
    assertThat(setpoint.isProducerOnly()).isTrue();
    assertThat(setpoint.getEndpointParameterOptions())
        .filteredOn(option -> option.getName().equals("return"))
        .singleElement()
        .satisfies(option -> assertThat(option.getEnums()).containsExactly("ramp", "hold"));
  }

  @Test
  void everyOptionSaysWhatItIsFor() {
    for (Chapter chapter : Reference.of(installed()).chapters()) {
      assertThat(chapter.about()).as(chapter.name()).endsWith(".");
      for (Topic topic : chapter.topics()) {
        for (Topic.Line line : topic.lines()) {
          assertThat(line.option().description())
              .as(topic.name() + "." + line.path())
              .endsWith(".");
        }
      }
    }
  }

  /** JSON Schema's and Camel's own words, and those that every entry or endpoint has. */
  private static final Set<String> WORDS_OF_FORMATS =
      Set.of(
          "type",
          "description",
          "name",
          "group",
          "kind",
          "id",
          "path",
          "default",
          "gateway",
          "routes",
          "tags",
          "parameters",
          "uri",
          "component",
          // Steps of a route and words of JSON Schema, besides keys of a route test.
          "stop",
          "then",
          "when",
          "from",
          "to",
          "log",
          "step");

  @Test
  void noGeneratorKnowsAnOptionByName() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (Chapter chapter : Reference.of(installed()).chapters()) {
      for (Topic topic : chapter.topics()) {
        topic.lines().forEach(line -> keys.add(line.option().key()));
      }
    }
    keys.removeAll(WORDS_OF_FORMATS);
    assertThat(keys).hasSizeGreaterThan(50);
    assertThat(literals(Path.of("src/main/java/io/sluice/gateway/config/schema")))
        .doesNotContainAnyElementsOf(keys);
  }

  private static List<String> literals(Path sources) throws IOException {
    List<String> literals = new ArrayList<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        Matcher literal =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(Files.readString(file));
        while (literal.find()) {
          literals.add(literal.group(1));
        }
      }
    }
    return literals;
  }

  private static Map<String, String> everywhere(Class<? extends Record> options) {
    Catalog catalog =
        Catalog.standard(List.of(), Map.of())
            .with(Noun.ofKinds("cranks", Map.of("hand", options)))
            .with(new Scheme("crank", "cranks", options, null, Component.class));
    Map<String, String> files = SchemaFiles.of(catalog);
    Map<String, String> pages = ReferencePages.of(catalog);
    return Map.of(
        "schema", files.getOrDefault("cranks.json", ""),
        "routes' schema", files.getOrDefault("routes.json", ""),
        "sample", files.getOrDefault("samples/cranks-hand.yaml", ""),
        "camel", files.getOrDefault("camel/crank.json", ""),
        "editor's settings", files.getOrDefault("camel/vscode-settings.json", ""),
        "page", pages.getOrDefault("cranks.md", ""),
        "routes' page", pages.getOrDefault("routes.md", ""),
        "explain", ReferenceText.json(Reference.of(catalog).find("cranks.hand")).toString());
  }

  private static String read(String yaml, Class<? extends Record> options) {
    Problems problems = new Problems();
    new YamlReader(problems)
        .read(new SourceFile("cranks.yaml", yaml + "\n"))
        .ifPresent(node -> new RecordReader(problems, Secrets.none()).read(node, options));
    assertThat(RecordShape.of(options).keys()).contains("every");
    return String.join("; ", problems.sorted().stream().map(one -> one.message()).toList());
  }

  private static Catalog installed() {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    return Installed.catalog(Surroundings.of(clock, clock));
  }
}
