package io.sluice.gateway.config.online;

import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.GrantedInterval;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.UnreachableException;
import io.sluice.gateway.config.Entry;
import io.sluice.gateway.config.GroupTimes;
import io.sluice.gateway.config.TagLine;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Durations;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Everything that can be wrong with one connection once it is asked. For one thread. */
final class ConnectionVisit {
  /** Reads that a group's time is the median of. */
  private static final int MEASURED = 5;

  private final Entry entry;
  private final List<TagLine> lines;
  private final PlantClock clock;
  private final Duration timeout;
  private final GroupTimes times;
  private final List<Problem> problems = new ArrayList<>();

  ConnectionVisit(Entry entry, List<TagLine> lines, PlantClock clock, Duration timeout) {
    this.entry = entry;
    this.lines = lines;
    this.clock = clock;
    this.timeout = timeout;
    this.times = GroupTimes.of(entry);
  }

  <O extends Record> List<Problem> check(ConnectorKind<O> kind) throws InterruptedException {
    O options = entry.options(kind.options());
    Set<String> good = new HashSet<>();
    try (Visit visit = Visit.to(kind, entry, clock, timeout)) {
      List<Tag> all = lines.stream().map(TagLine::tag).toList();
      List<Reading> readings = visit.read(all);
      for (int i = 0; i < readings.size(); i++) {
        if (readable(lines.get(i), readings.get(i))) {
          good.add(all.get(i).name());
        }
      }
      measure(kind, options, visit, good);
    } catch (UnreachableException refused) {
      unreachable(refused.sentence());
      return problems;
    }
    granted(kind, options);
    return problems;
  }

  private boolean readable(TagLine line, Reading reading) {
    StatusCode status = reading.status();
    if (status.bad()) {
      String what = line.tag().name() + " is " + status + advice(status);
      problems.add(Problem.error(at(line, column(status)), Code.TAG_NOT_READ, what));
      return false;
    }
    if (!status.good()) {
      String what =
          line.tag().name()
              + " is "
              + status
              + ": "
              + reading.shown()
              + line.tag().unitSuffix()
              + range(line.tag());
      problems.add(Problem.warning(at(line, "address"), Code.TAG_NOT_READ, what));
    }
    return true;
  }

  private static String column(StatusCode status) {
    return status.equals(StatusCode.BAD_TYPE_MISMATCH) ? "type" : "address";
  }

  private static String range(Tag tag) {
    return tag.low() == Double.NEGATIVE_INFINITY && tag.high() == Double.POSITIVE_INFINITY
        ? ""
        : ", its range is " + Quantity.number(tag.low()) + " to " + Quantity.number(tag.high());
  }

  private String advice(StatusCode status) {
    String look = "opcua".equals(entry.kind()) ? "browse" : "try";
    String tool = "; sluice tags " + look + " " + entry.name() + " shows what is there";
    return switch (status.toString()) {
      case "Bad_NodeIdUnknown", "Bad_NodeIdInvalid" -> ": the device has no such address" + tool;
      case "Bad_TypeMismatch" -> ": the device holds another type" + tool;
      case "Bad_NotReadable", "Bad_UserAccessDenied" -> ": this user may not read it";
      case "Bad_SensorFailure", "Bad_DeviceFailure" -> ": the device says so; look at the sensor";
      case "Bad_OutOfRange" -> ": what came is no number, perhaps a wrong type or word order";
      default -> "";
    };
  }

  /** Only where the gateway itself asks again and again does reading take the connection's time. */
  private <O extends Record> void measure(
      ConnectorKind<O> kind, O options, Visit visit, Set<String> good)
      throws UnreachableException, InterruptedException {
    double load = 0;
    for (Map.Entry<String, Duration> group : times.times().entrySet()) {
      List<Tag> tags =
          lines.stream()
              .map(TagLine::tag)
              .filter(tag -> tag.group().equals(group.getKey()) && good.contains(tag.name()))
              .toList();
      OptionalInt requests = kind.requests(options, tags);
      if (tags.isEmpty() || requests.isEmpty()) {
        continue;
      }
      Duration taken = median(visit, tags);
      load += (double) taken.toNanos() / group.getValue().toNanos();
      if (taken.compareTo(group.getValue()) > 0) {
        tooShort(group.getKey(), group.getValue(), taken, requests.getAsInt());
      }
    }
    if (load > 1 && problems.stream().noneMatch(one -> one.code() == Code.INTERVAL_TOO_SHORT)) {
      problems.add(
          Problem.error(
              entry.at("groups"),
              Code.INTERVAL_TOO_SHORT,
              "the groups of "
                  + entry.name()
                  + " together need "
                  + Math.round(load * 100)
                  + " % of the time; read some of them less often"));
    }
  }

  private Duration median(Visit visit, List<Tag> tags)
      throws UnreachableException, InterruptedException {
    long[] taken = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long begun = clock.nanoTime();
      List<Reading> unused = visit.read(tags);
      taken[i] = clock.nanoTime() - begun;
    }
    Arrays.sort(taken);
    return Duration.ofNanos(taken[MEASURED / 2]);
  }

  private void tooShort(String group, Duration every, Duration taken, int requests) {
    double each = taken.toNanos() / 1e6 / requests;
    String better = Durations.text(reachable(taken));
    problems.add(
        Problem.error(
                time(group),
                Code.INTERVAL_TOO_SHORT,
                "the group "
                    + group
                    + " needs "
                    + requests
                    + (requests == 1 ? " request of " : " requests of ")
                    + rounded(each)
                    + (requests == 1 ? " ms" : " ms each = " + rounded(each * requests) + " ms")
                    + "; every: "
                    + Durations.text(every)
                    + " is not reachable, "
                    + better
                    + " is")
            .fix(better));
  }

  private static String rounded(double millis) {
    return millis >= 10
        ? String.valueOf(Math.round(millis))
        : Quantity.number(Math.round(millis * 10) / 10.0);
  }

  /** The next of 1, 2, 5, 10 … ms that leaves a fifth of the time free. */
  static Duration reachable(Duration taken) {
    double needed = Math.max(1, taken.toNanos() / 1e6 * 1.25);
    double decade = Math.pow(10, Math.floor(Math.log10(needed)));
    for (int step : new int[] {1, 2, 5, 10}) {
      if (step * decade >= needed) {
        return Duration.ofMillis((long) (step * decade));
      }
    }
    return Duration.ofMillis((long) (20 * decade));
  }

  private <O extends Record> void granted(ConnectorKind<O> kind, O options)
      throws InterruptedException {
    try {
      Map<String, Duration> asked = new LinkedHashMap<>(times.times());
      List<Tag> tags = lines.stream().map(TagLine::tag).toList();
      for (GrantedInterval granted : kind.granted(entry.name(), options, tags, clock)) {
        String group = granted.group().name();
        Duration publishing = asked.getOrDefault(group, granted.publishing());
        slower(group, "publishing", publishing, granted.publishing());
        if (granted.sampling().compareTo(granted.publishing()) > 0 || sampled(group)) {
          slower(group, "sampling", sampling(group, publishing), granted.sampling());
        }
      }
    } catch (UnreachableException refused) {
      unreachable(refused.sentence());
    }
  }

  private boolean sampled(String group) {
    return entry.text("groups", group, "sampling").isPresent();
  }

  private Duration sampling(String group, Duration publishing) {
    return entry
        .text("groups", group, "sampling")
        .map(text -> Durations.parse(text.value()))
        .orElse(publishing);
  }

  private void slower(String group, String what, Duration asked, Duration granted) {
    if (granted.toMillis() > Math.max(1, asked.toMillis())) {
      Position at =
          entry.text("groups", group, what).map(Node.Text::at).orElseGet(() -> time(group));
      problems.add(
          Problem.warning(
                  at,
                  Code.INTERVAL_TOO_SHORT,
                  "the group "
                      + group
                      + " asks for "
                      + what
                      + ": "
                      + Durations.text(asked)
                      + ", the server keeps "
                      + granted.toMillis()
                      + " ms")
              .fix(granted.toMillis() + " ms"));
    }
  }

  private Position time(String group) {
    return GroupTimes.written(entry, group).map(Node.Text::at).orElseGet(() -> entry.at("groups"));
  }

  private void unreachable(String sentence) {
    boolean trust = sentence.contains("certificate") || sentence.contains("trust");
    Position at =
        trust && entry.text("security", "trust").isPresent()
            ? entry.at("security", "trust")
            : entry.at("url");
    problems.add(Problem.error(at, Code.UNREACHABLE, entry.name() + ": " + sentence));
  }

  private static Position at(TagLine line, String column) {
    return line.row().get(column).map(Node::at).orElse(line.row().at());
  }
}
