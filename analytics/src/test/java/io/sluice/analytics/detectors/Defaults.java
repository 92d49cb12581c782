package io.sluice.analytics.detectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Options with nothing but the defaults that their record declares. */
public final class Defaults {
  private Defaults() {}

  public static <O extends Record> O of(Class<O> options) throws ReflectiveOperationException {
    RecordComponent[] components = options.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i]);
    }
    return options.getDeclaredConstructor(types).newInstance(values);
  }

  private static @Nullable Object value(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    if (property == null || property.defaultValue().isEmpty()) {
      return null;
    }
    String text = property.defaultValue();
    Class<?> type = component.getType();
    if (type == double.class) {
      return Double.valueOf(text);
    }
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class) {
      return Long.valueOf(text);
    }
    throw new IllegalArgumentException(type + " has no default here");
  }
}
