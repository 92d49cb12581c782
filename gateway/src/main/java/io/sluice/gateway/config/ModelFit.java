package io.sluice.gateway.config;

import io.sluice.analytics.Column;
import io.sluice.gateway.assets.AssetSamples;
import io.sluice.gateway.assets.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a detector's model can serve its new entry: it does where kind, the kind's options and
 * the columns are as they were. How an alarm is made of a score is not in the model.
 *
 * @param misfit why not, or null where it fits
 */
record ModelFit(@Nullable String misfit) {
  static ModelFit between(Configuration running, Entry old, Configuration next, Entry entry) {
    if (!Objects.equals(old.kind(), entry.kind())) {
      return new ModelFit("kind is now " + entry.kind());
    }
    if (!own(old).equals(own(entry))) {
      return new ModelFit(
          OptionChanges.sentence(withOnly(old, own(old)), withOnly(entry, own(entry))));
    }
    return new ModelFit(columns(columns(running, old), columns(next, entry)));
  }

  private static List<Record> own(Entry entry) {
    return entry.records().stream().filter(one -> !(one instanceof DetectorEntry)).toList();
  }

  private static Entry withOnly(Entry entry, List<Record> records) {
    return new Entry(entry.name(), entry.kind(), records, entry.field());
  }

  private static List<Column> columns(Configuration configuration, Entry entry) {
    String asset = entry.options(DetectorEntry.class).asset();
    return Watch.columns(AssetSamples.numeric(configuration.tagsOfAsset(asset)));
  }

  private static @Nullable String columns(List<Column> before, List<Column> after) {
    List<String> was = before.stream().map(Column::tag).toList();
    List<String> is = after.stream().map(Column::tag).toList();
    List<String> reasons = new ArrayList<>();
    is.stream().filter(tag -> !was.contains(tag)).forEach(tag -> reasons.add(tag + " came"));
    was.stream().filter(tag -> !is.contains(tag)).forEach(tag -> reasons.add(tag + " went"));
    for (Column column : after) {
      before.stream()
          .filter(old -> old.tag().equals(column.tag()) && !alike(old, column))
          .forEach(old -> reasons.add(column.tag() + " has another unit or class"));
    }
    if (reasons.isEmpty()) {
      return was.equals(is) ? null : "its tags are in another order";
    }
    return (reasons.size() == 1 ? "tag " : "tags ") + String.join(", ", reasons);
  }

  private static boolean alike(Column one, Column other) {
    return one.unit().equals(other.unit()) && one.kind() == other.kind();
  }
}
