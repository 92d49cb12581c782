package io.sluice.gateway.config;

import io.sluice.gateway.options.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often a slip is told where a person sees it and with the way out, and shows all. */
final class BrokenFilesPage {
  private final Map<String, String> shown = new TreeMap<>();
  private final List<String> elsewhere = new ArrayList<>();
  private final List<String> unhelped = new ArrayList<>();
  private int slips;
  private int helpable;

  /** Takes in what was told of one slip. */
  void told(GoldenCase slip, List<Problem> problems, String root, String printed) {
    if (slip.clean()) {
      return;
    }
    slips++;
    List<Problem> there =
        problems.stream().filter(one -> place(one, root).equals(slip.place())).toList();
    if (there.isEmpty()) {
      elsewhere.add(slip.name() + " is at " + slip.place());
    }
    if (!slip.wanted().isEmpty()) {
      helpable++;
      if (there.stream().noneMatch(one -> helps(one, slip.wanted()))) {
        unhelped.add(slip.name() + " wants " + slip.wanted());
      }
    }
    shown.put(slip.name(), "## " + slip.title() + "\n\n```text\n" + printed + "```\n\n");
  }

  List<String> elsewhere() {
    return elsewhere;
  }

  List<String> unhelped() {
    return unhelped;
  }

  double rightLines() {
    return 1 - (double) elsewhere.size() / slips;
  }

  double rightHelp() {
    return 1 - (double) unhelped.size() / helpable;
  }

  String figures() {
    return String.format(
        Locale.ROOT,
        "%d of %d slips are told at their line, %d of the %d that have a way out with it",
        slips - elsewhere.size(),
        slips,
        helpable - unhelped.size(),
        helpable);
  }

  String text() {
    return """
        # Broken files

        Made by `GoldenTest`: typical slips in the files of a plant, and what `sluice check` prints
        for each. %s.

        """
            .formatted(figures())
        + String.join("", shown.values());
  }

  private static String place(Problem problem, String root) {
    return problem.path().replace(root + "/", "") + ":" + problem.line();
  }

  private static boolean helps(Problem problem, String wanted) {
    String suggestion = problem.suggestion();
    String fix = problem.fix();
    return (suggestion != null && suggestion.contains(wanted))
        || (fix != null && fix.contains(wanted));
  }
}
