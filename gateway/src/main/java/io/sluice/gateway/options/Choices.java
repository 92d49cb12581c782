package io.sluice.gateway.options;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The words of an enum: its constants in kebab-case, or as {@code JsonProperty} on a constant says.
 * Case, dashes and underscores make no difference when reading, so {@code SignAndEncrypt} and
 * {@code FLOAT32} are found as the standards spell them.
 */
public final class Choices {
  private static final Map<Class<?>, Choices> KNOWN = new ConcurrentHashMap<>();

  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> descriptions = new ArrayList<>();

  private Choices(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      Field field = field(type, ((Enum<?>) constant).name());
      String word = word(field);
      words.add(word);
      JsonPropertyDescription about = field.getAnnotation(JsonPropertyDescription.class);
      descriptions.add(about == null ? "" : about.value());
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

  /** A sentence for each of the words, in their order; empty where none is declared. */
  public List<String> descriptions() {
    return List.copyOf(descriptions);
  }

  /**
   * Regular expression for all that is read as one of the words: case, dashes and underscores make
   * no difference.
   */
  public String form() {
    return constants.keySet().stream().map(Choices::anyCase).collect(Collectors.joining("|"));
  }

  private static String anyCase(String plain) {
    return plain
        .codePoints()
        .mapToObj(c -> letter(Character.toString(c)))
        .collect(Collectors.joining("[-_]*"));
  }

  private static String letter(String lower) {
    String upper = lower.toUpperCase(Locale.ROOT);
    return lower.equals(upper) ? lower : "[" + lower + upper + "]";
  }

  Optional<Object> find(String read) {
    return Optional.ofNullable(constants.get(plain(read.strip())));
  }

  private static String word(Field field) {
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    return property == null ? RecordShape.kebab(field.getName()) : property.value();
  }

  private static Field field(Class<?> type, String name) {
    try {
      return type.getField(name);
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(type + " has no " + name, impossible);
    }
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
