package io.sluice.gateway.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/**
 * How values of a class are written. A class with {@code static parse(String)} says so by {@code
 * static Written written()} beside it, so that schema, sample and reference page know what its
 * parser knows.
 *
 * @param what in a few words: {@code time with its unit}
 * @param form regular expression for the whole text, without anchors, as ECMA 262 and Java read it
 *     alike
 * @param like an example
 */
public record Written(String what, String form, String like) {
  /** What the class says of itself, where it does. */
  static Optional<Written> of(Class<?> type) {
    try {
      Method written = type.getDeclaredMethod("written");
      if (!Modifier.isStatic(written.getModifiers()) || written.getReturnType() != Written.class) {
        return Optional.empty();
      }
      written.setAccessible(true);
      return Optional.of((Written) written.invoke(null));
    } catch (NoSuchMethodException none) {
      return Optional.empty();
    } catch (InvocationTargetException | IllegalAccessException broken) {
      throw new IllegalStateException("bug in written() of " + type.getName(), broken);
    }
  }
}
