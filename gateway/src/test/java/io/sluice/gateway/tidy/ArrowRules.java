package io.sluice.gateway.tidy;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which way the arrows of the house point, in production code. */
final class ArrowRules {
  private static final String GATEWAY = "io.sluice.gateway";
  private static final String FIX = "turn the arrow round: let the higher one hand it down";

  /** What each module must not know, though its class path may have it. */
  private static final Map<String, List<String>> UNKNOWN_TO =
      Map.of(
          "connectors",
          List.of(
              "io.sluice.analytics",
              "io.sluice.gateway",
              "io.sluice.simulator",
              "org.apache.camel",
              "io.vertx",
              "org.tribuo"),
          "analytics",
          List.of(
              "io.sluice.connectors",
              "io.sluice.gateway",
              "io.sluice.simulator",
              "org.apache.camel",
              "io.vertx",
              "org.apache.plc4x",
              "org.eclipse.milo",
              "com.digitalpetri",
              "java.net"),
          "simulator",
          List.of("io.sluice.connectors", "io.sluice.analytics", "io.sluice.gateway"),
          "gateway",
          List.of());

  /** Inside the gateway each package sees those of a lower floor, never its neighbours. */
  private static final Map<String, Integer> FLOOR =
      Map.ofEntries(
          Map.entry("cli", 7),
          Map.entry("backtest", 6),
          Map.entry("demo", 6),
          Map.entry("replay", 6),
          Map.entry("config", 5),
          Map.entry("routes", 4),
          Map.entry("assets", 3),
          Map.entry("recorder", 3),
          Map.entry("setpoints", 3),
          Map.entry("spool", 3),
          Map.entry("uplink", 3),
          Map.entry("status", 2),
          Map.entry("options", 1));

  /** Those that start a Gateway, and the plant beside it. */
  private static final Set<String> ABOVE_THE_ROOT = Set.of("cli", "demo", "replay");

  private ArrowRules() {}

  static List<Finding> modules(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    List<String> unknown = UNKNOWN_TO.getOrDefault(file.module(), List.of());
    for (Reference reference : references(file)) {
      for (String banned : unknown) {
        if (reference.isIn(banned)) {
          String problem = file.module() + " must not know " + reference.name();
          found.add(new Finding(file.path(), reference.line(), problem, FIX));
        }
      }
      boolean demo = seesThePlant(file) || isMain(file);
      if (file.module().equals("gateway") && reference.isIn("io.sluice.simulator") && !demo) {
        String problem = "only demo, cli, replay.tests and Main may know " + reference.name();
        found.add(new Finding(file.path(), reference.line(), problem, "talk to it on the wire"));
      }
    }
    return found;
  }

  /** Of what replays only the route tests know the virtual plant. */
  private static boolean seesThePlant(JavaFile file) {
    String part = partOf(file.packageName());
    return part.equals("replay")
        ? file.packageName().equals(GATEWAY + ".replay.tests")
        : ABOVE_THE_ROOT.contains(part);
  }

  static List<Finding> gatewayPackages(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    if (!file.module().equals("gateway")) {
      return found;
    }
    String from = partOf(file.packageName());
    if (!from.isEmpty() && !FLOOR.containsKey(from)) {
      String problem = "the package " + file.packageName() + " is not in the house plan";
      found.add(new Finding(file.path(), 1, problem, "use one of " + FLOOR.keySet()));
      return found;
    }
    for (Reference reference : references(file)) {
      if (reference.isIn(GATEWAY) && !maySee(file, from, reference)) {
        String problem =
            (from.isEmpty() ? file.name() : from) + " must not know " + reference.name();
        found.add(new Finding(file.path(), reference.line(), problem, FIX));
      }
    }
    return found;
  }

  /** Only the root's Gateway sees all; nobody sees what is above but Main, which starts it. */
  private static boolean maySee(JavaFile file, String from, Reference reference) {
    String to = partOf(reference.packageName());
    if (from.equals(to)) {
      return true;
    }
    if (from.isEmpty()) {
      return !ABOVE_THE_ROOT.contains(to) || isMain(file);
    }
    if (to.isEmpty()) {
      return ABOVE_THE_ROOT.contains(from);
    }
    return FLOOR.getOrDefault(to, Integer.MAX_VALUE) < FLOOR.getOrDefault(from, 0);
  }

  /** The process itself, which starts the commands. */
  private static boolean isMain(JavaFile file) {
    return file.path().endsWith("/gateway/Main.java");
  }

  /** The first word below the gateway's root package; empty for the root itself. */
  private static String partOf(String packageName) {
    if (!packageName.startsWith(GATEWAY + ".")) {
      return "";
    }
    String below = packageName.substring(GATEWAY.length() + 1);
    int end = below.indexOf('.');
    return end < 0 ? below : below.substring(0, end);
  }

  private record Reference(String name, long line) {
    boolean isIn(String packageName) {
      return name.startsWith(packageName + ".");
    }

    /** By convention: packages are in lower case, the first word that is not is a type. */
    String packageName() {
      StringBuilder packageName = new StringBuilder();
      for (String word : name.split("\\.", -1)) {
        if (word.equals("*") || Character.isUpperCase(word.charAt(0))) {
          break;
        }
        packageName.append(packageName.isEmpty() ? "" : ".").append(word);
      }
      return packageName.toString();
    }
  }

  /** Imports and names written out in full; the file's own package line is not one. */
  private static Set<Reference> references(JavaFile file) {
    Set<Reference> references = new LinkedHashSet<>();
    TreeScanner<@Nullable Void, @Nullable Void> scanner =
        new TreeScanner<>() {
          @Override
          public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
            String name = tree.toString();
            if (name.matches("[a-z]\\w*(\\.[a-z]\\w*)*\\.([A-Z]\\w*|\\*)(\\.\\w+|\\.\\*)*")) {
              references.add(new Reference(name, file.firstLine(tree)));
              return null;
            }
            return super.visitMemberSelect(tree, null);
          }
        };
    scanner.scan(file.unit().getImports(), null);
    scanner.scan(file.unit().getTypeDecls(), null);
    return references;
  }
}
