package io.sluice.gateway.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Whether and in what two entries of one name differ, as their files call it. */
final class OptionChanges {
  private OptionChanges() {}

  static boolean differ(Entry old, Entry entry) {
    return !Objects.equals(old.kind(), entry.kind()) || !old.records().equals(entry.records());
  }

  /** As {@code url and timeout changed}; for entries that differ. */
  static String sentence(Entry old, Entry entry) {
    if (!Objects.equals(old.kind(), entry.kind())) {
      return "kind is now " + entry.kind();
    }
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < Math.min(old.records().size(), entry.records().size()); i++) {
      keys(old.records().get(i), entry.records().get(i), keys);
    }
    return keys.isEmpty() ? "options changed" : joined(keys) + " changed";
  }

  private static void keys(Record old, Record now, List<String> keys) {
    if (old.getClass() != now.getClass()) {
      return;
    }
    for (RecordComponent component : now.getClass().getRecordComponents()) {
      if (!Objects.equals(value(component, old), value(component, now))) {
        keys.add(component.getName().replaceAll("(\\p{Lu})", "-$1").toLowerCase(Locale.ROOT));
      }
    }
  }

  private static Optional<Object> value(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return Optional.ofNullable(component.getAccessor().invoke(of));
    } catch (ReflectiveOperationException sealed) {
      throw new IllegalStateException("options records are open to reading", sealed);
    }
  }

  private static String joined(List<String> keys) {
    int last = keys.size() - 1;
    return last == 0
        ? keys.get(0)
        : String.join(", ", keys.subList(0, last)) + " and " + keys.get(last);
  }
}
