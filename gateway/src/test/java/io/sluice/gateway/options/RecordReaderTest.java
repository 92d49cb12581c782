package io.sluice.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private final Problems problems = new Problems();
  private Secrets secrets = Secrets.none();

  enum Speed {
    SLOW,
    VERY_FAST
  }

  record Inner(@JsonProperty(defaultValue = "3") int count, @Nullable String note) {}

  record All(
      String name,
      int whole,
      long large,
      double real,
      Speed speed,
      Duration pause,
      Quantity step,
      Inner inner,
      List<Duration> delays,
      Map<String, Inner> byName) {}

  record Defaults(
      @JsonProperty(defaultValue = "500 ms") Duration pause,
      @JsonProperty(defaultValue = "very-fast") Speed speed,
      @JsonProperty(defaultValue = "{count: 7}") Inner inner,
      @JsonProperty(defaultValue = "[1 s, 2 s]") List<Duration> delays,
      @Nullable Integer limit,
      Inner left,
      List<String> none) {}

  record Words(
      @JsonProperty("while") @Nullable String detector, @JsonProperty("for") Duration time) {}

  record Limited(
      @Positive Duration every,
      @Max(10) int most,
      @DecimalMin(value = "0", inclusive = false) double ratio,
      @NotEmpty List<String> names) {}

  record Range(double low, double high) {
    Range {
      if (low >= high) {
        throw new IllegalArgumentException("low is " + low + ", must be below high " + high);
      }
    }
  }

  record Login(String user, @Nullable String password, @Nullable Secret token) {}

  record Bug(String text) {
    Bug {
      if (text.equals("boom")) {
        throw new IllegalStateException("not the user's fault");
      }
    }
  }

  record BadDefault(@JsonProperty(defaultValue = "5") Duration pause) {}

  record BadType(Thread thread) {}

  @Test
  void everyTypeIsRead() {
    All all =
        read(
                """
                name: pump
                whole: -3
                large: 5000000000
                real: 1.5e-3
                speed: very-fast
                pause: 1.5 h
                step: -10 %
                inner: {note: hello}
                delays: [1 s, 500 ms]
                by-name: {a: {count: 1}, b: {}}
                """,
                All.class)
            .orElseThrow();
    assertThat(all.name()).isEqualTo("pump");
    assertThat(all.whole()).isEqualTo(-3);
    assertThat(all.large()).isEqualTo(5_000_000_000L);
    assertThat(all.real()).isEqualTo(0.0015);
    assertThat(all.speed()).isEqualTo(Speed.VERY_FAST);
    assertThat(all.pause()).isEqualTo(Duration.ofMinutes(90));
    assertThat(all.step()).isEqualTo(new Quantity(-10, "%"));
    assertThat(all.inner()).isEqualTo(new Inner(3, "hello"));
    assertThat(all.delays()).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(500));
    assertThat(all.byName()).containsEntry("a", new Inner(1, null)).containsKey("b");
  }

  @Test
  void whatIsNotWrittenHasItsDefault() {
    Defaults read = read("{}", Defaults.class).orElseThrow();
    assertThat(read.pause()).isEqualTo(Duration.ofMillis(500));
    assertThat(read.speed()).isEqualTo(Speed.VERY_FAST);
    assertThat(read.inner()).isEqualTo(new Inner(7, null));
    assertThat(read.delays()).hasSize(2);
    assertThat(read.limit()).isNull();
    assertThat(read.left()).isEqualTo(new Inner(3, null));
    assertThat(read.none()).isEmpty();
  }

  @Test
  void wordsThatJavaReservesAreKeysToo() {
    assertThat(read("{while: pump-1-health, for: 10 s}", Words.class).orElseThrow())
        .isEqualTo(new Words("pump-1-health", Duration.ofSeconds(10)));
  }

  @Test
  void aSingleValueIsAlsoAListOfOne() {
    record Tags(List<String> tags) {}
    assertThat(read("tags: pump-1/*", Tags.class).orElseThrow().tags()).containsExactly("pump-1/*");
  }

  @Test
  void allProblemsAreToldAtOnceInTheirPlaces() {
    assertThat(read("every: 0 s\nmost: 11\nratio: 0\nnames: []\nmroe: 1\n", Limited.class))
        .isEmpty();
    assertThat(problems.sorted())
        .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.code())
        .containsExactly(
            "1:8 out-of-range",
            "2:7 out-of-range",
            "3:8 out-of-range",
            "4:8 out-of-range",
            "5:1 unknown-key");
  }

  @Test
  void aRuleOfTheRecordIsToldAtTheRecord() {
    record Outer(Range range) {}
    read("range: {low: 5, high: 2}", Outer.class);
    assertThat(only().message()).isEqualTo("low is 5.0, must be below high 2.0");
    assertThat(only().column()).isEqualTo(1);
  }

  @Test
  void aBugInARecordIsNotToldAsTheUsersMistake() {
    assertThatThrownBy(() -> read("text: boom", Bug.class))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRecordThatIsDeclaredWronglyIsOurBug() {
    assertThatThrownBy(() -> read("{}", BadDefault.class)).hasMessageContaining("bad default");
    assertThatThrownBy(() -> read("thread: x", BadType.class)).hasMessageContaining("thread");
  }

  @Test
  void aSecretIsFoundByName() {
    secrets = name -> new Secrets.Found(new Secret("s3cret-" + name));
    Login login =
        read("{user: a, password: '${secret:db}', token: '${secret:api}'}", Login.class)
            .orElseThrow();
    assertThat(login.password()).isEqualTo("s3cret-db");
    assertThat(String.valueOf(login.token())).isEqualTo("***");
  }

  @Test
  void aPasswordInClearIsRefusedAndNotRepeated() {
    read("{user: a, password: hunter2, token: abc}", Login.class);
    assertThat(problems.sorted())
        .extracting(Problem::code)
        .containsExactly(Code.SECRET_IN_CLEAR, Code.SECRET_IN_CLEAR);
    ProblemPrinter printer = new ProblemPrinter(false);
    for (Problem problem : problems.sorted()) {
      assertThat(printer.text(problem)).doesNotContain("hunter2").doesNotContain("abc");
      assertThat(ProblemPrinter.json(problem).toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void anEndpointsParametersFollowTheSameRules() {
    Map<String, String> parameters = Map.of("while", "health", "for", "10");
    SourceFile uri = new SourceFile("setpoint:x", "setpoint:x?while=health&for=10");
    RecordReader reader = new RecordReader(problems, secrets, RecordReader.FixForm.VALUE);
    assertThat(reader.read(uri, parameters, Words.class)).isEmpty();
    assertThat(only().code()).isEqualTo(Code.UNIT_MISSING);
    assertThat(only().fix()).isEqualTo("10 s");
  }

  @Test
  void sectionsSharedByTwoRecordsKnowTheKeysOfBoth() {
    Node.Section file =
        (Node.Section) yaml("d: {kind: x, low: 1, high: 2, note: hi, counnt: 4}").orElseThrow();
    RecordReader reader = new RecordReader(problems, secrets);
    Node.Field field = file.field("d").orElseThrow();
    reader.readTogether(field, List.of(Range.class, Inner.class), List.of("kind"));
    assertThat(only().suggestion()).isEqualTo("count");
  }

  private Problem only() {
    assertThat(problems.sorted()).hasSize(1);
    return problems.sorted().get(0);
  }

  private <R extends Record> Optional<R> read(String text, Class<R> type) {
    return yaml(text).flatMap(node -> new RecordReader(problems, secrets).read(node, type));
  }

  private Optional<Node> yaml(String text) {
    return new YamlReader(problems).read(new SourceFile("test.yaml", text));
  }
}
