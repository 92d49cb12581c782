package io.sluice.gateway.config;

import io.sluice.gateway.options.RecordShape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that {@code config/} names: its file is {@code KEY.yaml}, which holds one section KEY
 * with an entry for each name.
 *
 * @param key the plural: {@code setpoints}
 * @param singular for messages: {@code setpoint}
 * @param about one sentence, for schema and reference
 * @param entries whether each says its kind
 * @param common options that every entry has, or null
 * @param kinds options that are added by the word after {@code kind:}; empty where entries have no
 *     kind
 */
public record Noun(
    String key,
    String singular,
    String about,
    Entries entries,
    @Nullable Class<? extends Record> common,
    Map<String, Class<? extends Record>> kinds) {
  public Noun {
    kinds = Map.copyOf(kinds);
  }

  /** Whether entries differ by a {@code kind:} of their own. */
  public enum Entries {
    ALIKE,
    BY_KIND
  }

  /** Entries that all have the same options. */
  public static Noun of(String key, Class<? extends Record> options) {
    return new Noun(key, singular(key), about(options), Entries.ALIKE, options, Map.of());
  }

  /** Entries whose options depend on their kind only. */
  public static Noun ofKinds(String key, Map<String, Class<? extends Record>> kinds) {
    return new Noun(key, singular(key), "", Entries.BY_KIND, null, kinds);
  }

  /** Entries with options of their own and others by kind, side by side. */
  public static Noun ofKinds(
      String key, Class<? extends Record> common, Map<String, Class<? extends Record>> kinds) {
    return new Noun(key, singular(key), about(common), Entries.BY_KIND, common, kinds);
  }

  /** The same with another sentence. */
  public Noun saying(String sentence) {
    return new Noun(key, singular, sentence, entries, common, kinds);
  }

  public String file() {
    return key + ".yaml";
  }

  /** The option records of an entry of this kind; null for entries that are alike. */
  public List<Class<? extends Record>> records(@Nullable Class<? extends Record> kind) {
    if (common == null) {
      return kind == null ? List.of() : List.of(kind);
    }
    return kind == null ? List.of(common) : List.of(common, kind);
  }

  private static String about(Class<? extends Record> options) {
    return RecordShape.describe(options);
  }

  private static String singular(String key) {
    return key.endsWith("s") ? key.substring(0, key.length() - 1) : key;
  }
}
