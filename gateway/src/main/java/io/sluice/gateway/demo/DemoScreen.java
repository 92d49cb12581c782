package io.sluice.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.Gateway;
import io.sluice.gateway.config.Configuration;
import io.sluice.simulator.cloud.CloudReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration as a plain table on a terminal, redrawn once a second; elsewhere one line every
 * five seconds and one for each scene. Called on one thread at a time.
 */
public final class DemoScreen implements DemoListener {
  private static final List<String> SHOWN =
      List.of(
          "pump-1/speed",
          "pump-1/speed-sp",
          "pump-1/flow",
          "pump-1/discharge-pressure",
          "pump-1/motor-current",
          "pump-1/vibration",
          "exchanger-1/outlet-temperature",
          "exchanger-1/coolant-valve",
          "exchanger-1/duty");
  private static final int SCENES = 5;

  private final Style style;
  private final PrintWriter out;
  private final DemoSetting setting;
  private final String id;
  private final Deque<String> scenes = new ArrayDeque<>();
  private final Deque<String> heard = new ArrayDeque<>();
  private @Nullable Duration drawnAt;
  private @Nullable Duration leftAt;
  private int port;

  /** How it is shown. */
  public enum Style {
    /** The whole table again and again, in place. */
    REDRAWN,
    /** Lines that follow one another. */
    LINES
  }

  public DemoScreen(
      Style style, PrintWriter out, DemoSetting setting, Configuration configuration) {
    this.style = style;
    this.out = out;
    this.setting = setting;
    this.id = configuration.gateway().gateway().id();
  }

  @Override
  public synchronized void scene(String what) {
    String line = clockText() + "  " + what;
    scenes.addLast(line);
    while (scenes.size() > SCENES) {
      scenes.removeFirst();
    }
    if (style == Style.LINES) {
      out.println(line);
      out.flush();
    }
  }

  /** Time since the gateway was ready, as on a stopwatch; before that, dashes. */
  private String clockText() {
    Duration left = leftAt;
    if (left == null) {
      return "--:--";
    }
    long seconds = Math.max(0, setting.duration().minus(left).toSeconds());
    return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
  }

  @Override
  public synchronized void begins(Gateway gateway, int pagePort) {
    port = pagePort;
    scene("gateway " + id + " runs, page http://127.0.0.1:" + pagePort + "/");
  }

  @Override
  public synchronized void look(Gateway gateway, Duration left) {
    leftAt = left;
    ObjectNode status = gateway.status();
    sayNews(status);
    Duration every = Duration.ofSeconds(style == Style.REDRAWN ? 1 : 5);
    if (drawnAt != null && drawnAt.minus(left).compareTo(every) < 0) {
      return;
    }
    drawnAt = left;
    if (style == Style.REDRAWN) {
      out.print("\u001b[H\u001b[2J" + table(status, left));
    } else {
      out.println(line(status));
    }
    out.flush();
  }

  /** Alarms and decisions as they come: each sentence once. */
  private void sayNews(ObjectNode status) {
    for (JsonNode detector : status.path("detectors")) {
      news("alarm     ", detector.path("last"));
    }
    for (JsonNode setpoint : status.path("setpoints")) {
      news("setpoint  " + setpoint.path("name").asText() + ": ", setpoint.path("last"));
    }
  }

  private void news(String from, JsonNode sentence) {
    String line = from + sentence.asText();
    if (sentence.isTextual() && !heard.contains(line)) {
      heard.addLast(line);
      if (heard.size() > 20) {
        heard.removeFirst();
      }
      scene(line);
    }
  }

  private String line(ObjectNode status) {
    JsonNode spool = status.path("spools").path(0);
    return String.format(
        Locale.ROOT,
        "%s  speed %s  flow %s  vibration %s  score %.2f%s  spool %d waiting  cloud %d",
        clockText(),
        value(status, "pump-1/speed"),
        value(status, "pump-1/flow"),
        value(status, "pump-1/vibration"),
        status.path("detectors").path(0).path("score").asDouble(),
        status.path("detectors").path(0).path("alarm").asBoolean() ? " ALARM" : "",
        spool.path("pending").asLong(),
        setting.cloud().report().received());
  }

  private String table(ObjectNode status, Duration left) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Sluice demo   %d s left   seed %d   page http://127.0.0.1:%d/%n%n",
            left.toSeconds(),
            setting.seed(),
            port));
    text.append(
        String.format(Locale.ROOT, "%-34s %12s %-8s %s%n", "TAG", "VALUE", "UNIT", "STATUS"));
    SHOWN.forEach(tag -> tagRow(text, status, tag));
    text.append(
        String.format(Locale.ROOT, "%n%-22s %8s  %s%n", "DETECTOR", "SCORE", "1.0 = threshold"));
    status.path("detectors").forEach(detector -> detectorRow(text, detector));
    text.append(
        String.format(
            Locale.ROOT, "%n%-22s %-8s %10s  %s%n", "SETPOINT", "PHASE", "VALUE", "LAST DECISION"));
    status.path("setpoints").forEach(setpoint -> setpointRow(text, setpoint));
    cloudRows(text, status);
    text.append('\n');
    scenes.forEach(scene -> text.append(cut(scene)).append('\n'));
    return text.toString();
  }

  private static void tagRow(StringBuilder text, ObjectNode status, String tag) {
    for (JsonNode one : status.path("tags")) {
      if (one.path("name").asText().equals(tag)) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-34s %12s %-8s %s%n",
                tag,
                one.path("value").isNumber()
                    ? String.format(Locale.ROOT, "%.2f", one.path("value").asDouble())
                    : "-",
                one.path("unit").asText(),
                one.path("status").asText()));
      }
    }
  }

  private static void detectorRow(StringBuilder text, JsonNode detector) {
    String last = detector.path("alarm").asBoolean() ? detector.path("last").asText("") : "";
    text.append(
        cut(
            String.format(
                Locale.ROOT,
                "%-22s %8.2f  %s %s",
                detector.path("name").asText(),
                detector.path("score").asDouble(),
                detector.path("alarm").asBoolean() ? "ALARM" : detector.path("verdict").asText(),
                last)));
    text.append('\n');
  }

  private static void setpointRow(StringBuilder text, JsonNode setpoint) {
    text.append(
        cut(
            String.format(
                Locale.ROOT,
                "%-22s %-8s %10.1f  %s",
                setpoint.path("name").asText(),
                setpoint.path("phase").asText(),
                setpoint.path("value").asDouble(),
                setpoint.path("last").asText(""))));
    text.append('\n');
  }

  private void cloudRows(StringBuilder text, ObjectNode status) {
    JsonNode spool = status.path("spools").path(0);
    CloudReport cloud = setting.cloud().report();
    text.append(
        String.format(
            Locale.ROOT,
            "%nSPOOL  %d appended, %d delivered, %d waiting   UPLINK  %s%n",
            spool.path("appended").asLong(),
            spool.path("delivered").asLong(),
            spool.path("pending").asLong(),
            status.path("uplinks").path(0).path("state").asText()));
    text.append(
        String.format(
            Locale.ROOT,
            "CLOUD  %d received, %d missing, %d out of order, %d repeated and marked%n",
            cloud.received(),
            cloud.undeclaredGaps(),
            cloud.outOfOrder(),
            cloud.duplicatesMarked()));
    text.append(
        String.format(
            Locale.ROOT,
            "REACTION from scan to verdict  median %d µs, 99 %% below %d µs%n",
            status.path("reactionMicrosP50").asLong(),
            status.path("reactionMicrosP99").asLong()));
  }

  private static String value(ObjectNode status, String tag) {
    for (JsonNode one : status.path("tags")) {
      if (one.path("name").asText().equals(tag) && one.path("value").isNumber()) {
        return String.format(
            Locale.ROOT, "%.1f %s", one.path("value").asDouble(), one.path("unit").asText());
      }
    }
    return "-";
  }

  /** A terminal of 110 columns shows one row a line. */
  private static String cut(String row) {
    return row.length() <= 110 ? row : row.substring(0, 109) + "…";
  }
}
