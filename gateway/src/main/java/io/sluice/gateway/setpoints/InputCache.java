package io.sluice.gateway.setpoints;

import io.sluice.connectors.Scan;
import io.sluice.connectors.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest sample of each tag a setpoint looks at. Bounded by the number of those tags.
 *
 * <p>A subscription reports changes only; a later scan of the same group, even an empty one, says
 * that a tag it leaves out has not changed, and so makes it young again.
 */
final class InputCache {
  private final Map<String, Tag> wanted = new LinkedHashMap<>();
  private final Map<String, Inputs.Sample> samples = new HashMap<>();
  private final Map<String, String> groups = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();

  InputCache(List<Tag> tags) {
    tags.forEach(tag -> wanted.put(tag.name(), tag));
  }

  /** Takes what a scan says of the wanted tags. */
  void scanned(Scan scan) {
    String group = scan.group().connection() + "/" + scan.group().name();
    for (int i = 0; i < scan.size(); i++) {
      String tag = scan.tag(i).name();
      if (wanted.containsKey(tag)) {
        groups.put(tag, group);
        put(tag, Inputs.sample(scan, i, scan.readNanos()));
      }
    }
    if (groups.containsValue(group)) {
      seen.put(group, scan.readNanos());
    }
  }

  /** Takes what a read made for a decision says. */
  void read(Inputs inputs) {
    for (String tag : inputs.tags()) {
      Inputs.Sample sample = inputs.get(tag);
      if (sample != null && wanted.containsKey(tag)) {
        put(tag, sample);
      }
    }
  }

  Inputs inputs() {
    Map<String, Inputs.Sample> all = new HashMap<>();
    samples.forEach((tag, sample) -> all.put(tag, aged(tag, sample)));
    return Inputs.of(all);
  }

  /** The tag's value where it has one. */
  @Nullable Double value(Tag tag) {
    Inputs.Sample sample = samples.get(tag.name());
    return sample == null ? null : sample.value();
  }

  /** Wanted tags without a sample since {@code sinceNanos}. */
  List<Tag> olderThan(long sinceNanos) {
    List<Tag> old = new ArrayList<>();
    for (Tag tag : wanted.values()) {
      Inputs.Sample sample = samples.get(tag.name());
      if (sample == null || aged(tag.name(), sample).knownNanos() - sinceNanos < 0) {
        old.add(tag);
      }
    }
    return old;
  }

  private void put(String tag, Inputs.Sample sample) {
    Inputs.Sample known = samples.get(tag);
    if (known == null || sample.knownNanos() - known.knownNanos() >= 0) {
      samples.put(tag, sample);
    }
  }

  private Inputs.Sample aged(String tag, Inputs.Sample sample) {
    String group = groups.get(tag);
    Long seenNanos = group == null ? null : seen.get(group);
    return seenNanos == null || seenNanos - sample.knownNanos() <= 0
        ? sample
        : new Inputs.Sample(sample.value(), sample.status(), seenNanos, sample.sourceTime());
  }
}
