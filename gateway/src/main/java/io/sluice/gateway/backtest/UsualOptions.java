package io.sluice.gateway.backtest;

import io.sluice.analytics.DetectorKind;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options of a detector kind where the user writes none. */
public final class UsualOptions {
  private static final SourceFile NOTHING = new SourceFile("usual options", "");

  private UsualOptions() {}

  /** The kind's defaults; empty where an option has none. */
  public static Optional<Record> of(DetectorKind<?> kind) {
    return bind(kind.options()).map(Record.class::cast);
  }

  /** Of each kind that can do without the user's options, by its name. */
  public static Map<String, Record> all() {
    Map<String, Record> all = new TreeMap<>();
    for (DetectorKind<?> kind : DetectorKind.all()) {
      of(kind).ifPresent(options -> all.put(kind.name(), options));
    }
    return all;
  }

  private static <O extends Record> Optional<O> bind(Class<O> options) {
    return new RecordReader(new Problems(), Secrets.none()).read(NOTHING, Map.of(), options);
  }
}
