package io.sluice.gateway.options;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The words of an enum: its constants in kebab-case, or as {@code JsonProperty} on a constant says.
 * Case, dashes and underscores make no difference when reading, so {@code SignAndEncrypt} and
 * {@code FLOAT32} are found as the standards spell them.
 */
public final class Choices {
  private static final Map<Class<?>, Choices> KNOWN = new ConcurrentHashMap<>();

  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  private Choices(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      String word = word(type, ((Enum<?>) constant).name());
      words.add(word);
      constants.put(plain(word), constant);
    }
  }

  public static Choices of(Class<?> enumType) {
    return KNOWN.computeIfAbsent(enumType, Choices::new);
  }

  /** As they are to be written. */
  public List<String> words() {
    return List.copyOf(words);
  }

  Optional<Object> find(String read) {
    return Optional.ofNullable(constants.get(plain(read.strip())));
  }

  private static String word(Class<?> type, String name) {
    try {
      Field field = type.getField(name);
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      return property == null ? RecordShape.kebab(name) : property.value();
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(type + " has no " + name, impossible);
    }
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
