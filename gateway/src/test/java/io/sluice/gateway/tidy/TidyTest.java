package io.sluice.gateway.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The house rules, applied to everything in the repository. TidyRulesTest proves that each can
 * fail.
 */
class TidyTest {
  /** Files that may use what is banned elsewhere in production code. Each has its reason. */
  private static final List<Exemption> EXEMPTIONS =
      List.of(
          new Exemption(
              "connectors/src/main/java/io/sluice/connectors/SystemClock.java",
              "clock",
              "the one place that reads the machine's clock; everything else is handed it"),
          new Exemption(
              "simulator/src/main/java/io/sluice/simulator/SystemPlantTime.java",
              "clock",
              "the same for the simulator, which knows nothing of ours"),
          new Exemption(
              "simulator/src/main/java/io/sluice/simulator/wire/HeldPort.java",
              "socket",
              "keeps a port while its server is off; nothing is sent"),
          new Exemption(
              "simulator/src/main/java/io/sluice/simulator/s7/S7Server.java",
              "socket",
              "no library plays an S7 PLC on the JVM"),
          new Exemption(
              "simulator/src/main/java/io/sluice/simulator/opcua/ExchangerServer.java",
              "socket",
              "Milo's server must know its port before it binds: a probe finds a free one"));

  private static SourceTree tree;

  @BeforeAll
  static void readTheTree() {
    tree = new SourceTree(SourceTree.root());
  }

  @Test
  void everyModuleIsRead() {
    assertThat(tree.javaFiles()).extracting(JavaFile::module).containsAll(SourceTree.MODULES);
  }

  @Test
  void noFileIsTooLong() {
    assertNone(everywhere(SizeRules::longFiles));
  }

  @Test
  void noMethodIsTooLong() {
    assertNone(everywhere(SizeRules::longMethods));
  }

  @Test
  void noMethodTakesTooManyParameters() {
    assertNone(everywhere(SizeRules::manyParameters));
  }

  @Test
  void productionCodeNeverSleeps() {
    assertNone(banned(CallRules.SLEEP));
  }

  @Test
  void productionCodeReadsNoClock() {
    assertNone(banned(CallRules.CLOCK));
  }

  @Test
  void productionCodeRollsNoDice() {
    assertNone(banned(CallRules.DICE));
  }

  @Test
  void productionCodeOpensNoSocketItself() {
    assertNone(banned(CallRules.SOCKET));
  }

  @Test
  void onlyMainEndsTheProcess() {
    List<Finding> found = banned(CallRules.EXIT);
    found.removeIf(finding -> finding.path().endsWith("Main.java"));
    assertNone(found);
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    List<Finding> found = banned(CallRules.CONSOLE);
    found.removeIf(
        finding -> finding.path().startsWith("gateway/src/main/java/io/sluice/gateway/cli/"));
    assertNone(found);
  }

  @Test
  void nobodyPrintsStackTraces() {
    assertNone(everywhere(file -> CallRules.uses(file, CallRules.STACK_TRACE)));
  }

  @Test
  void nobodyDeserialisesJavaObjects() {
    assertNone(everywhere(file -> CallRules.uses(file, CallRules.DESERIALISATION)));
  }

  @Test
  void productionCodeSwallowsNoFailure() {
    assertNone(inProduction(CallRules::emptyCatches));
  }

  @Test
  void noExemptionIsLeftOver() {
    List<CallRules.Ban> bans =
        List.of(CallRules.SLEEP, CallRules.CLOCK, CallRules.DICE, CallRules.SOCKET);
    for (Exemption exemption : EXEMPTIONS) {
      assertThat(exemption.reason()).isNotBlank();
      assertThat(bans)
          .filteredOn(ban -> ban.name().equals(exemption.what()))
          .as("the ban that %s is exempt from", exemption.path())
          .singleElement()
          .satisfies(
              ban ->
                  assertThat(inProduction(file -> CallRules.uses(file, ban)))
                      .as("%s needs no exemption from %s", exemption.path(), exemption.what())
                      .anyMatch(finding -> finding.path().equals(exemption.path())));
    }
  }

  @Test
  void modulesKnowOnlyWhomTheyMay() {
    assertNone(inProduction(ArrowRules::modules));
  }

  @Test
  void theGatewaysPackagesPointDownwards() {
    assertNone(inProduction(ArrowRules::gatewayPackages));
  }

  @Test
  void everyPackageIsIntroduced() {
    assertNone(NameRules.silentPackages(tree.javaFiles()));
  }

  @Test
  void noClassIsADumpingGround() {
    assertNone(everywhere(NameRules::dumpingGrounds));
  }

  @Test
  void oneWordMeansOneThing() {
    assertNone(NameRules.wordsWithTwoMeanings(tree.javaFiles()));
  }

  @Test
  void testsAreSentences() {
    assertNone(everywhere(NameRules::testsThatAreNoSentence));
  }

  @Test
  void nothingIsLeftUnfinished() {
    List<Finding> found = new ArrayList<>();
    tree.texts().forEach((path, text) -> found.addAll(NameRules.unfinished(path, text)));
    assertNone(found);
  }

  private static List<Finding> banned(CallRules.Ban ban) {
    List<Finding> found = inProduction(file -> CallRules.uses(file, ban));
    found.removeIf(
        finding ->
            EXEMPTIONS.stream()
                .anyMatch(
                    exemption ->
                        exemption.what().equals(ban.name())
                            && exemption.path().equals(finding.path())));
    return found;
  }

  private static List<Finding> everywhere(Function<JavaFile, List<Finding>> rule) {
    List<Finding> found = new ArrayList<>();
    tree.javaFiles().forEach(file -> found.addAll(rule.apply(file)));
    return found;
  }

  private static List<Finding> inProduction(Function<JavaFile, List<Finding>> rule) {
    return everywhere(file -> file.isMain() ? rule.apply(file) : List.of());
  }

  private static void assertNone(List<Finding> findings) {
    String all = String.join("\n", findings.stream().map(Finding::toString).toList());
    assertThat(findings).as("house rules broken:%n%s%n", all).isEmpty();
  }
}
