package io.sluice.gateway.options;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An options record as its annotations declare it. A component is called in YAML by {@code
 * JsonProperty.value} where given (words that Java reserves: while, class, for), else by its own
 * name in kebab-case.
 *
 * <p>Thread-safe; a record that is declared wrongly is our bug and throws IllegalStateException.
 *
 * @param <R> the record
 */
public final class RecordShape<R extends Record> {
  private static final Map<Class<?>, RecordShape<?>> KNOWN = new ConcurrentHashMap<>();
  private static final String LIMITS = "jakarta.validation.constraints";

  private final Class<R> type;
  private final List<Option> options;
  private final Constructor<R> constructor;

  private RecordShape(Class<R> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    List<Option> found = new ArrayList<>();
    for (RecordComponent component : components) {
      found.add(option(type, component));
    }
    this.options = List.copyOf(found);
    this.constructor = constructor(type, components);
  }

  @SuppressWarnings("unchecked") // the map holds under each class the shape of just that class
  public static <R extends Record> RecordShape<R> of(Class<R> type) {
    return (RecordShape<R>) KNOWN.computeIfAbsent(type, t -> new RecordShape<>((Class<R>) t));
  }

  public Class<R> type() {
    return type;
  }

  /** In the order of the record's components. */
  public List<Option> options() {
    return options;
  }

  public List<String> keys() {
    return options.stream().map(Option::key).toList();
  }

  public Optional<Option> option(String key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  /** The option that this component of the record declares. */
  public Optional<Option> component(String javaName) {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(javaName)) {
        return Optional.of(options.get(i));
      }
    }
    return Optional.empty();
  }

  /** What the whole is for, as {@code JsonClassDescription} says; may be empty. */
  public String description() {
    return describe(type);
  }

  /** The sentence that a class says of itself by {@code JsonClassDescription}; may be empty. */
  public static String describe(Class<?> type) {
    JsonClassDescription words = type.getAnnotation(JsonClassDescription.class);
    return words == null ? "" : words.value();
  }

  /** A Java name as YAML writes it: {@code maxStep} is {@code max-step}. */
  public static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Makes the record.
   *
   * @throws IllegalArgumentException from its compact constructor, for the user
   */
  R create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof IllegalArgumentException rule) {
        throw rule;
      }
      throw new IllegalStateException("bug in the constructor of " + type.getName(), thrown);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException("cannot make " + type.getName(), broken);
    }
  }

  private static Option option(Class<?> type, RecordComponent component) {
    Field field = field(type, component);
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    JsonPropertyDescription words = field.getAnnotation(JsonPropertyDescription.class);
    String key =
        property == null || property.value().isEmpty()
            ? kebab(component.getName())
            : property.value();
    String preset =
        property == null || property.defaultValue().isEmpty() ? null : property.defaultValue();
    List<Annotation> limits =
        Arrays.stream(field.getAnnotations())
            .filter(one -> one.annotationType().getPackageName().equals(LIMITS))
            .toList();
    return new Option(
        key,
        component.getGenericType(),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        preset,
        words == null ? "" : words.value(),
        limits);
  }

  /** Annotations reach the field whatever they are targeted at. */
  private static Field field(Class<?> type, RecordComponent component) {
    try {
      return type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(type + " has no field " + component.getName(), impossible);
    }
  }

  private static <R extends Record> Constructor<R> constructor(
      Class<R> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<R> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical;
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no canonical constructor", impossible);
    }
  }
}
