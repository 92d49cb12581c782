package io.sluice.analytics.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.alarms.LifeStep.Moved;
import io.sluice.analytics.alarms.LifeStep.Refused;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The tables of docs/reference/alarms.md, made by walking every state and event. A cell stands for
 * all states that share its row; it is written only where they all do the same.
 */
final class AlarmPage {
  private static final String HEAD =
      """
      <!-- Generated from the test that walks every state and event; do not edit. -->

      # States of an alarm

      An alarm has four regions beside each other, as in OPC UA Part 9: how it *stands* (process condition and acknowledgement, states A to F of ISA-18.2), whether it is *shelved* (G), *suppressed by design* (H) and *out of service* (I). The last three hide it from the operator; underneath, the process condition goes on, and a setpoint that follows the detector follows that. All %d states and %d events have been walked; what stands in a cell holds in each state of its row.

      In a cell: the state it goes to, and in brackets what onlookers hear; *–* says that nothing changes, with the reason's number below the tables. *announced*: the operator is told. *held-back*: he would be told, were the alarm not hidden; counted by reason.
      """;

  private static final List<LifeEvent> STANDING =
      List.of(LifeEvent.RAISE, LifeEvent.CLEAR, LifeEvent.ACKNOWLEDGE, LifeEvent.REALARM);

  private final StringBuilder page = new StringBuilder();
  private final Set<LifeRefusal> reasons = new LinkedHashSet<>();

  String text() {
    page.append(HEAD.formatted(LifeState.all().size(), LifeEvent.values().length));
    standing("In view", state -> state.hiddenBy().isEmpty(), Latching.NONE);
    standing("Hidden", AlarmPage::hiddenNotOnce, Latching.NONE);
    standing(
        "In view, with `latch: until-acknowledged`",
        state -> state.hiddenBy().isEmpty(),
        Latching.UNTIL_ACKNOWLEDGED);
    standing(
        "Hidden, with `latch: until-acknowledged`",
        AlarmPage::hiddenNotOnce,
        Latching.UNTIL_ACKNOWLEDGED);
    page.append(
        "\nAn alarm shelved once comes off the shelf as it clears: *unshelved* follows *cleared*,"
            + " and what latches is announced then if nothing else hides it.\n");
    regions();
    show();
    refusals();
    return page.toString();
  }

  private static boolean hiddenNotOnce(LifeState state) {
    return state.hiddenBy().isPresent() && state.shelving() != Shelving.ONE_SHOT;
  }

  private void standing(String title, Predicate<LifeState> rows, Latching latching) {
    page.append("\n## ").append(title).append("\n\n| |");
    STANDING.forEach(event -> page.append(" ").append(event.word()).append(" |"));
    page.append("\n|---|").append("---|".repeat(STANDING.size())).append('\n');
    for (Stand stand : Stand.values()) {
      if (exists(stand, latching)) {
        page.append("| ").append(named(stand)).append(" |");
        List<LifeState> states = states(rows.and(state -> state.stand() == stand));
        STANDING.forEach(event -> page.append(standCell(states, event, latching)));
        page.append('\n');
      }
    }
  }

  private static boolean exists(Stand stand, Latching latching) {
    return switch (stand) {
      case NORMAL, UNACKNOWLEDGED, ACKNOWLEDGED -> true;
      case RETURNED -> latching == Latching.NONE;
      case LATCHED, LATCHED_ACKNOWLEDGED -> latching == Latching.UNTIL_ACKNOWLEDGED;
    };
  }

  private String standCell(List<LifeState> states, LifeEvent event, Latching latching) {
    return cell(states, event, latching, state -> named(state.stand()));
  }

  /** Each of the other regions, whatever the alarm's stand. */
  private void regions() {
    page.append("\n## Shelving\n\n| | shelve | shelve-once | unshelve | shelf-ends |\n");
    page.append("|---|---|---|---|---|\n");
    for (Shelving shelving : Shelving.values()) {
      page.append("| ").append(shelving.word()).append(" |");
      List<LifeState> states = states(state -> state.shelving() == shelving && quiet(state));
      for (LifeEvent event :
          List.of(
              LifeEvent.SHELVE, LifeEvent.SHELVE_ONCE, LifeEvent.UNSHELVE, LifeEvent.SHELF_ENDS)) {
        page.append(cell(states, event, Latching.NONE, state -> state.shelving().word()));
      }
      page.append('\n');
    }
    page.append("\n## Suppression by design\n\n| | suppress | unsuppress |\n|---|---|---|\n");
    for (Suppression suppression : Suppression.values()) {
      page.append("| ").append(word(suppression)).append(" |");
      List<LifeState> states = states(state -> state.suppression() == suppression && quiet(state));
      for (LifeEvent event : List.of(LifeEvent.SUPPRESS, LifeEvent.UNSUPPRESS)) {
        page.append(cell(states, event, Latching.NONE, state -> word(state.suppression())));
      }
      page.append('\n');
    }
    page.append("\n## Service\n\n| | out-of-service | in-service |\n|---|---|---|\n");
    for (Service service : Service.values()) {
      page.append("| ").append(word(service)).append(" |");
      List<LifeState> states = states(state -> state.service() == service && quiet(state));
      for (LifeEvent event : List.of(LifeEvent.TAKE_OUT, LifeEvent.PUT_BACK)) {
        page.append(cell(states, event, Latching.NONE, state -> word(state.service())));
      }
      page.append('\n');
    }
  }

  /** True where coming into view tells nobody anything. */
  private static boolean quiet(LifeState state) {
    return !state.stand().calls();
  }

  private void show() {
    Set<String> announced = new LinkedHashSet<>();
    for (LifeState state : LifeState.all()) {
      for (LifeEvent event : LifeEvent.values()) {
        if (event != LifeEvent.RAISE
            && event != LifeEvent.CLEAR
            && AlarmMachine.next(state, event, Latching.NONE) instanceof Moved moved
            && moved.effects().contains(LifeEffect.ANNOUNCED)) {
          announced.add(named(state.stand()));
        }
      }
    }
    page.append("\n## Coming into view\n\nWhen the last reason to hide it goes, an alarm in ")
        .append(String.join(" or ", announced))
        .append(" is announced; any other comes into view silently.\n");
  }

  private void refusals() {
    page.append("\n## Reasons why nothing changes\n\n");
    int number = 1;
    for (LifeRefusal refusal : reasons) {
      page.append(number++).append(". ").append(refusal.sentence()).append('\n');
    }
  }

  private String cell(
      List<LifeState> states,
      LifeEvent event,
      Latching latching,
      Function<LifeState, String> region) {
    Set<String> cells =
        states.stream()
            .map(state -> one(AlarmMachine.next(state, event, latching), region))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    assertThat(cells).as("%s in %s", event, states).hasSize(1);
    return " " + cells.iterator().next() + " |";
  }

  private String one(LifeStep step, Function<LifeState, String> region) {
    if (step instanceof Refused refused) {
      reasons.add(refused.why());
      return "– " + (List.copyOf(reasons).indexOf(refused.why()) + 1);
    }
    Moved moved = (Moved) step;
    return region.apply(moved.to())
        + moved.effects().stream()
            .map(LifeEffect::word)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static List<LifeState> states(Predicate<LifeState> which) {
    return LifeState.all().stream().filter(which).toList();
  }

  private static String named(Stand stand) {
    return stand.letter() + " " + stand.word();
  }

  private static String word(Enum<?> value) {
    return Arrays.stream(value.name().split("_", -1))
        .map(String::toLowerCase)
        .collect(Collectors.joining(" "));
  }
}
