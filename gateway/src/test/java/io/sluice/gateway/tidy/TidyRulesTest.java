package io.sluice.gateway.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that cannot fail is a defect: each meets a bad snippet here, and a good one beside it. */
class TidyRulesTest {
  private static final String HOME = "gateway/src/main/java/io/sluice/gateway/spool/Snippet.java";

  @Test
  void aLongFileIsFound() {
    String line = "// a line\n";
    assertThat(SizeRules.longFiles(file(line.repeat(401)))).hasSize(1);
    assertThat(SizeRules.longFiles(file(line.repeat(400)))).isEmpty();
  }

  @Test
  void aLongMethodIsFoundAtItsFirstLine() {
    assertThat(
            SizeRules.longMethods(file("class A {\n  void m() {\n" + "x();\n".repeat(59) + "}}")))
        .extracting(Finding::line)
        .containsExactly(2L);
    assertThat(
            SizeRules.longMethods(file("class A {\n  void m() {\n" + "x();\n".repeat(58) + "}}")))
        .isEmpty();
  }

  @Test
  void aLongMethodOfAnInnerClassIsFoundToo() {
    String body = "x();\n".repeat(60);
    assertThat(
            SizeRules.longMethods(
                file("class A { Object o = new B() { void m() {\n" + body + "}};}")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { void m(int a, int b, int c, int d, int e, int f) {} }",
        "class A { A(int a, int b, int c, int d, int e, int f) {} }",
        "record A(int a) { A(int a, int b, int c, int d, int e, int f) { this(a); } }",
      })
  void sixParametersAreTooMany(String snippet) {
    assertThat(SizeRules.manyParameters(file(snippet))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { void m(int a, int b, int c, int d, int e) {} }",
        "class A { @Override public void m(int a, int b, int c, int d, int e, int f) {} }",
        "record A(int a, int b, int c, int d, int e, int f) {}",
        "record A(int a, int b, int c, int d, int e, int f) { A { check(a); } }",
        "record A(int a, int b, int c, int d, int e, int f) {"
            + " A(int a, int b, int c, int d, int e, int f) { this.a = a; } }",
      })
  void recordHeadersAndOverriddenMethodsMayBeWide(String snippet) {
    assertThat(SizeRules.manyParameters(file(snippet))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sleep | Thread.sleep(5)",
        "sleep | java.util.concurrent.TimeUnit.SECONDS.sleep(5)",
        "sleep | LockSupport.parkNanos(5)",
        "clock | System.currentTimeMillis()",
        "clock | java.lang.System.nanoTime()",
        "clock | Instant.now()",
        "clock | LocalDateTime.now()",
        "clock | ZonedDateTime.now(zone)",
        "clock | Clock.systemUTC()",
        "clock | new Date()",
        "clock | take(Instant::now)",
        "clock | take(System::nanoTime)",
        "dice | new Random()",
        "dice | new java.util.Random()",
        "dice | take(Random::new)",
        "dice | Math.random()",
        "dice | UUID.randomUUID()",
        "dice | ThreadLocalRandom.current()",
        "socket | new Socket()",
        "socket | new Socket(host, 1)",
        "socket | new ServerSocket(1)",
        "socket | SocketChannel.open()",
        "exit | System.exit(1)",
        "exit | Runtime.getRuntime().halt(1)",
        "console | System.out.println(1)",
        "console | take(System.err)",
        "stack trace | failure.printStackTrace()",
        "stack trace | take(Throwable::printStackTrace)",
        "deserialisation | new ObjectInputStream(in)",
        "deserialisation | new java.io.ObjectInputStream(in)",
      })
  void eachBannedUseIsFound(String ban, String call) {
    JavaFile file = file("class A { Object m() {\n return " + call + "; } }");
    assertThat(bans())
        .filteredOn(candidate -> candidate.name().equals(ban))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(CallRules.uses(file, rule))
                    .isNotEmpty()
                    .allMatch(finding -> finding.line() == 2));
  }

  @Test
  void aStaticImportDoesNotHideAClock() {
    assertThat(
            CallRules.uses(
                file("import static java.lang.System.nanoTime; class A {}"), CallRules.CLOCK))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clock.now()",
        "clock.nanoTime()",
        "new Random(seed)",
        "new SplittableRandom(7)",
        "new SecureRandom()",
        "UUID.fromString(text)",
        "Instant.parse(\"2026-01-01T00:00:00Z\")",
        "\"Thread.sleep(5), System.out, new Socket()\"",
      })
  void harmlessUsesAreNotFound(String call) {
    JavaFile file = file("class A { Object m() { /* Instant.now() */ return " + call + "; } }");
    assertThat(bans()).allSatisfy(ban -> assertThat(CallRules.uses(file, ban)).isEmpty());
  }

  @Test
  void aSwallowedFailureIsFound() {
    assertThat(
            CallRules.emptyCatches(
                file("class A { void m() { try { x(); } catch (E e) { /* fine */ } } }")))
        .hasSize(1);
    assertThat(
            CallRules.emptyCatches(
                file("class A { void m() { try { x(); } catch (E e) { n++; } } }")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "connectors, io.sluice.analytics.Row",
    "connectors, io.sluice.gateway.Gateway",
    "connectors, io.vertx.core.Vertx",
    "connectors, org.apache.camel.Exchange",
    "connectors, org.tribuo.Model",
    "analytics, io.sluice.connectors.Scan",
    "analytics, org.apache.plc4x.java.api.PlcConnection",
    "analytics, org.eclipse.milo.opcua.sdk.client.OpcUaClient",
    "analytics, java.net.URI",
    "simulator, io.sluice.connectors.Scan",
    "simulator, io.sluice.gateway.Gateway",
    "gateway, io.sluice.simulator.VirtualPlant",
  })
  void aModuleThatKnowsTooMuchIsFound(String module, String type) {
    String path = module + "/src/main/java/io/sluice/" + module + "/A.java";
    String imported = "package io.sluice.%s; import %s; class A {}".formatted(module, type);
    String written = "package io.sluice.%s; class A { %s field; }".formatted(module, type);
    assertThat(ArrowRules.modules(JavaFile.parse(path, imported))).hasSize(1);
    assertThat(ArrowRules.modules(JavaFile.parse(path, written))).hasSize(1);
  }

  @Test
  void theDemoMayStartTheVirtualPlant() {
    String path = "gateway/src/main/java/io/sluice/gateway/cli/DemoCommand.java";
    String text =
        "package io.sluice.gateway.cli; import io.sluice.simulator.VirtualPlant; class A {}";
    assertThat(ArrowRules.modules(JavaFile.parse(path, text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "config, cli.RunCommand",
    "config, demo.Demo",
    "demo, cli.DemoCommand",
    "routes, config.Configuration",
    "spool, routes.RouteManager",
    "assets, spool.Spool",
    "setpoints, assets.AssetLoop",
    "spool, uplink.Uplink",
    "uplink, setpoints.SetpointGuard",
    "status, spool.Spool",
    "options, status.Health",
    "config, Gateway",
    "status, Main",
    "newcomer, options.Problem",
  })
  void anArrowInsideTheGatewayThatPointsUpIsFound(String from, String to) {
    assertThat(ArrowRules.gatewayPackages(gatewayFile(from, to))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "cli, config.Configuration",
    "cli, Gateway",
    "cli, demo.Demo",
    "demo, Gateway",
    "demo, config.Configuration",
    "config, routes.RouteManager",
    "config, spool.SpoolOptions",
    "routes, spool.Spool",
    "spool, status.Counter",
    "spool, spool.Batch",
    "uplink, options.Problem",
    "status, options.Problem",
  })
  void anArrowInsideTheGatewayMayPointDown(String from, String to) {
    assertThat(ArrowRules.gatewayPackages(gatewayFile(from, to))).isEmpty();
  }

  @Test
  void onlyMainMayKnowTheCommandLine() {
    String text = "package io.sluice.gateway; import io.sluice.gateway.cli.RunCommand; class A {}";
    String folder = "gateway/src/main/java/io/sluice/gateway/";
    assertThat(ArrowRules.gatewayPackages(JavaFile.parse(folder + "Gateway.java", text)))
        .hasSize(1);
    assertThat(ArrowRules.gatewayPackages(JavaFile.parse(folder + "Main.java", text))).isEmpty();
  }

  @Test
  void aPackageWithoutItsSentenceIsFound() {
    String folder = "gateway/src/main/java/io/sluice/gateway/spool/";
    JavaFile type =
        JavaFile.parse(folder + "A.java", "package io.sluice.gateway.spool; class A {}");
    String info = "@NullMarked package io.sluice.gateway.spool;";
    JavaFile mute = JavaFile.parse(folder + "package-info.java", info);
    JavaFile unmarked =
        JavaFile.parse(
            folder + "package-info.java", "/** Keeps. */ package io.sluice.gateway.spool;");
    JavaFile good = JavaFile.parse(folder + "package-info.java", "/** Keeps. */ " + info);
    assertThat(NameRules.silentPackages(List.of(type))).hasSize(1);
    assertThat(NameRules.silentPackages(List.of(type, mute))).hasSize(1);
    assertThat(NameRules.silentPackages(List.of(type, unmarked))).hasSize(1);
    assertThat(NameRules.silentPackages(List.of(type, good))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"StringUtil", "JsonUtils", "TestHelper", "ConnectionManager"})
  void aDumpingGroundIsFound(String name) {
    assertThat(NameRules.dumpingGrounds(file("class " + name + " {}"))).hasSize(1);
    assertThat(NameRules.dumpingGrounds(file("class A { record " + name + "() {} }"))).hasSize(1);
  }

  @Test
  void theRouteManagerIsInThePlan() {
    assertThat(NameRules.dumpingGrounds(file("class RouteManager {}"))).isEmpty();
  }

  @Test
  void twoPublicTypesOfOneNameAreFound() {
    JavaFile one = type("gateway/src/main/java/io/sluice/gateway/spool/Size.java", "public record");
    JavaFile two =
        type("gateway/src/main/java/io/sluice/gateway/options/Size.java", "public record");
    JavaFile hidden = type("gateway/src/main/java/io/sluice/gateway/routes/Size.java", "record");
    JavaFile device =
        type("simulator/src/main/java/io/sluice/simulator/Size.java", "public record");
    assertThat(NameRules.wordsWithTwoMeanings(List.of(one, two))).hasSize(1);
    assertThat(NameRules.wordsWithTwoMeanings(List.of(one, hidden, device))).isEmpty();
  }

  private static JavaFile type(String path, String kind) {
    return JavaFile.parse(path, kind + " Size() {}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"test1", "testFoo", "testThatABadReadHasNoValue", "works", "badRead", "Bad"})
  void aTestWithoutASentenceIsFound(String name) {
    assertThat(NameRules.testsThatAreNoSentence(file("class A { @Test void " + name + "() {} }")))
        .hasSize(1);
    assertThat(
            NameRules.testsThatAreNoSentence(file("class A { @Property void " + name + "() {} }")))
        .hasSize(1);
    assertThat(NameRules.testsThatAreNoSentence(file("class A { void " + name + "() {} }")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aBadReadHasNoValue", "writesAreLogged", "s7AnswersInTime", "testsAreSentences"})
  void aSentenceIsAName(String name) {
    assertThat(NameRules.testsThatAreNoSentence(file("class A { @Test void " + name + "() {} }")))
        .isEmpty();
  }

  @Test
  void unfinishedWorkIsFoundWithItsLine() {
    String word = "TO" + "DO";
    assertThat(NameRules.unfinished("docs/a.md", "fine\nlater: " + word + " this\n"))
        .extracting(Finding::toString)
        .containsExactly(
            "docs/a.md:2  unfinished: later: " + word + " this; finish it or open an issue");
    assertThat(NameRules.unfinished("docs/a.md", "a " + word + "S list, " + "to" + "do" + "\n"))
        .isEmpty();
  }

  private static List<CallRules.Ban> bans() {
    return List.of(
        CallRules.SLEEP,
        CallRules.CLOCK,
        CallRules.DICE,
        CallRules.SOCKET,
        CallRules.EXIT,
        CallRules.CONSOLE,
        CallRules.STACK_TRACE,
        CallRules.DESERIALISATION);
  }

  private static JavaFile file(String text) {
    return JavaFile.parse(HOME, text);
  }

  private static JavaFile gatewayFile(String from, String to) {
    String path = "gateway/src/main/java/io/sluice/gateway/" + from + "/A.java";
    String text = "package io.sluice.gateway.%s; import io.sluice.gateway.%s; class A {}";
    return JavaFile.parse(path, text.formatted(from, to));
  }
}
