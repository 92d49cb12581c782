package io.sluice.gateway.cli;

import io.sluice.analytics.models.ModelCard;
import io.sluice.analytics.models.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A model as lines of name and value, in reading order: for showing one and comparing two. */
final class ModelLines {
  private ModelLines() {}

  static Map<String, String> of(ModelVersion version, ModelCard card) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("version", "v" + version.version());
    lines.put("state", version.state().word());
    lines.put("id", version.shortId());
    lines.put("created", ModelText.time(version.making().created()));
    lines.put("made", ModelText.made(version.making()));
    Integer parent = version.making().parent();
    lines.put("follows", parent == null ? "none" : "v" + parent);
    lines.put("signed by", signer(version.signature()));
    lines.put("software", card.software());
    lines.put("kind", card.kind());
    lines.put("tags hash", shortened(card.tagsSha256()));
    lines.put("pipeline hash", shortened(card.pipelineSha256()));
    data(lines, card.data());
    lines.put("threshold", ModelText.number(card.threshold()));
    lines.put("off-level", ModelText.number(card.offLevel()));
    new TreeMap<>(card.parameters()).forEach(lines::put);
    new TreeMap<>(card.figures())
        .forEach((name, figure) -> lines.put("training " + name, ModelText.number(figure)));
    version
        .evidence()
        .figures()
        .forEach((name, figure) -> lines.put("seen " + name, ModelText.number(figure)));
    for (ModelCard.Tag tag : card.tags()) {
      lines.put("tag " + tag.tag(), tag(tag));
    }
    return lines;
  }

  private static void data(Map<String, String> lines, ModelCard.Data data) {
    lines.put("data hash", shortened(data.sha256()));
    lines.put("rows", data.rows() + ", " + data.leftOut() + " left out");
    lines.put("span", data.span().substring(2).toLowerCase(Locale.ROOT));
    lines.put("row interval", data.interval().substring(2).toLowerCase(Locale.ROOT));
  }

  private static String signer(ModelVersion.Signature signature) {
    return signature.key().isEmpty()
        ? "nobody (format 1)"
        : shortened(signature.key()) + ", its version " + signature.counter();
  }

  private static String tag(ModelCard.Tag tag) {
    String kind = tag.kind().name().toLowerCase(Locale.ROOT);
    String range = end(tag.low()) + " to " + end(tag.high());
    return kind + (tag.unit().isEmpty() ? "" : " in " + tag.unit()) + ", " + range;
  }

  private static String end(@Nullable Double end) {
    return end == null ? "any" : ModelText.number(end);
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
