package io.sluice.gateway.config.imports;

import io.sluice.connectors.DataType;
import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One atomic tag of an Ignition export, with its parameters put in. */
final class IgnitionTag {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]{1,100})\\}");

  private final Harvest into;
  private final TagNames names = new TagNames();
  private int writable;

  IgnitionTag(Harvest into) {
    this.into = into;
  }

  void read(Node.Section tag, List<String> path, Map<String, String> parameters) {
    Harvest.Row row = into.row(tag.at(), String.join("/", path));
    Filled filled = new Filled(tag, row, parameters, path.get(path.size() - 1));
    row.put("tag", at(tag, "name"), names.of(path));
    if (fromDevice(filled, row, path)) {
      address(filled, row);
      type(filled, row);
      scale(filled, row);
      row.put("unit", at(tag, "engUnit"), filled.text("engUnit"));
      range(filled, row);
      deadband(filled, row);
      String words = filled.text("documentation");
      row.put("description", tag.at(), words.isEmpty() ? filled.text("tooltip") : words);
      into.target()
          .groupFor(filled.text("tagGroup"), null)
          .ifPresent(group -> row.put("group", at(tag, "tagGroup"), group));
      if (filled.text("readOnly").equals("false")) {
        writable++;
      }
    }
    row.done();
  }

  /** Says what is true of many tags. */
  void finish(SourceFile file) {
    if (writable > 0) {
      into.note(
          file,
          writable
              + (writable == 1 ? " tag is" : " tags are")
              + " writable there; access stays read, set write for those that a setpoint writes");
    }
  }

  private static boolean fromDevice(Filled tag, Harvest.Row row, List<String> path) {
    String source = tag.text("valueSource");
    if (source.equals("opc")) {
      return true;
    }
    String name = String.join("/", path);
    row.unsupported(
        tag.at("valueSource"),
        source.isEmpty()
            ? name + " has no valueSource, so its value comes from memory"
            : name + " has valueSource \"" + source + "\"; only opc comes from a device");
    return false;
  }

  private void address(Filled tag, Harvest.Row row) {
    String path = tag.text("opcItemPath");
    Position at = tag.at("opcItemPath");
    if (path.isEmpty()) {
      row.wrong(at, Code.MISSING_KEY, row.cell("tag") + " has no opcItemPath");
    } else if (into.target().modbus()) {
      IgnitionModbus.of(path, into.target().ours())
          .ifPresentOrElse(
              modbus -> {
                row.put("address", at, modbus.reference());
                row.put("type", at, modbus.type().name());
              },
              () ->
                  row.unsupported(
                      at,
                      "opcItemPath is \""
                          + path
                          + "\"; for a Modbus device it is as ns=1;s=[device]HRF1"));
    } else {
      row.put("address", at, path);
    }
  }

  /** A Modbus path says the type by itself, as HRF; what the tag shows is another matter. */
  private static void type(Filled tag, Harvest.Row row) {
    if (!row.cell("type").isEmpty()) {
      return;
    }
    String written = tag.text("dataType");
    Optional<DataType> type = ForeignTypes.IGNITION.of(written.isEmpty() ? "Int4" : written);
    if (type.isPresent()) {
      row.put("type", tag.at("dataType"), type.get().name());
    } else {
      row.unsupported(
          tag.at("dataType"),
          "dataType is \"" + written + "\", known are " + ForeignTypes.IGNITION.names());
    }
  }

  private static void scale(Filled tag, Harvest.Row row) {
    String mode = tag.text("scaleMode");
    if (mode.isEmpty() || mode.equals("Off")) {
      return;
    }
    if (!mode.equals("Linear")) {
      row.unsupported(
          tag.at("scaleMode"),
          "scaleMode is \"" + mode + "\"; a tag list has a straight line only");
      return;
    }
    List<Double> ends = new ArrayList<>();
    ends.add(tag.number("rawLow", 0));
    ends.add(tag.number("rawHigh", 10));
    ends.add(tag.number("scaledLow", 0));
    ends.add(tag.number("scaledHigh", 10));
    try {
      new LinearScale(ends.get(0), ends.get(1), ends.get(2), ends.get(3))
          .into(row, tag.at("scaleMode"));
    } catch (IllegalArgumentException noLine) {
      row.wrong(tag.at("scaleMode"), Code.CONTRADICTION, String.valueOf(noLine.getMessage()));
    }
  }

  /** The engineering range wins over the scale's ends. */
  private static void range(Filled tag, Harvest.Row row) {
    if (!tag.text("engLow").isEmpty()) {
      row.put("low", tag.at("engLow"), ForeignNumber.text(tag.number("engLow", 0)));
    }
    if (!tag.text("engHigh").isEmpty()) {
      row.put("high", tag.at("engHigh"), ForeignNumber.text(tag.number("engHigh", 100)));
    }
  }

  private static void deadband(Filled tag, Harvest.Row row) {
    String mode = tag.text("deadbandMode");
    double deadband = tag.number("deadband", 0);
    if (deadband > 0 && (mode.isEmpty() || mode.equals("Absolute"))) {
      String text = ForeignNumber.text(deadband) + " " + row.cell("unit");
      row.put("deadband", tag.at("deadband"), text);
    }
  }

  private static Position at(Node.Section tag, String key) {
    return tag.get(key).map(Node::at).orElse(tag.at());
  }

  /** A tag whose bindings to parameters are replaced by their values. */
  private static final class Filled {
    private final Node.Section tag;
    private final Harvest.Row row;
    private final Map<String, String> parameters;
    private final String name;

    Filled(Node.Section tag, Harvest.Row row, Map<String, String> parameters, String name) {
      this.tag = tag;
      this.row = row;
      this.parameters = parameters;
      this.name = name;
    }

    Position at(String key) {
      return IgnitionTag.at(tag, key);
    }

    /** The value of a key as text, empty where there is none. */
    String text(String key) {
      Node written = tag.get(key).orElse(null);
      if (written instanceof Node.Section binding) {
        return fill(key, binding.text("binding").map(Node.Text::value).orElse(""));
      }
      return written instanceof Node.Text text && !text.nothing() ? text.value() : "";
    }

    double number(String key, double otherwise) {
      String written = text(key);
      OptionalDouble value = ForeignNumber.parse(written, ForeignNumber.Decimal.POINT);
      if (!written.isEmpty() && value.isEmpty()) {
        row.wrong(at(key), Code.NOT_A_NUMBER, key + " is \"" + written + "\", allowed is a number");
      }
      return value.orElse(otherwise);
    }

    private String fill(String key, String binding) {
      Matcher matcher = PARAMETER.matcher(binding);
      StringBuilder filled = new StringBuilder();
      while (matcher.find()) {
        String parameter = matcher.group(1);
        String value = parameter.equals("TagName") ? name : parameters.get(parameter);
        if (value == null) {
          row.wrong(
              Problem.error(
                      at(key),
                      Code.IMPORT_UNSUPPORTED,
                      key + " uses {" + parameter + "}, which has no value here")
                  .suggest(Closest.to(parameter, parameters.keySet()).orElse(null)));
        }
        matcher.appendReplacement(
            filled, Matcher.quoteReplacement(value == null ? parameter : value));
      }
      return matcher.appendTail(filled).toString();
    }
  }
}
