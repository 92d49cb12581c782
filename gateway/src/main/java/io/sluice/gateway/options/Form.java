package io.sluice.gateway.options;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be written where a value of some Java type is needed: what the reader reads. */
public sealed interface Form {
  /** Any text. */
  record Text() implements Form {}

  /** A reference to a secret, never its text. */
  record Hidden() implements Form {}

  /** A plain number. */
  record Numeral(boolean whole) implements Form {}

  /** One of a few words. */
  record Choice(Choices choices) implements Form {}

  /**
   * One scalar that its class parses.
   *
   * @param type the class
   * @param written how it is written, where the class says so
   */
  record Parsed(Class<?> type, Optional<Written> written) implements Form {
    /** Whether the parser takes a bare number too, which YAML tells apart from a text. */
    public boolean takesNumber() {
      return type != Duration.class && ScalarReader.parses(type, "1");
    }
  }

  /** Keys with values. */
  record Section(RecordShape<?> shape) implements Form {}

  /** Several of the same, or one of it alone. */
  record Listed(Form item, Type itemType) implements Form {}

  /** Several of the same, each under a name that the user gives it. */
  record Named(Form value, Type valueType) implements Form {}

  /**
   * The form of a record component's type.
   *
   * @throws IllegalStateException where no option can have that type
   */
  static Form of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new Listed(of(arguments[0]), arguments[0]);
      }
      if (generic.getRawType() == Map.class) {
        return new Named(of(arguments[1]), arguments[1]);
      }
    }
    if (type instanceof Class<?> plain) {
      return plain(plain);
    }
    throw new IllegalStateException("no option can have the type " + type);
  }

  private static Form plain(Class<?> type) {
    if (type == String.class) {
      return new Text();
    }
    if (type == Secret.class) {
      return new Hidden();
    }
    if (ScalarReader.number(type)) {
      return new Numeral(type != double.class && type != Double.class);
    }
    if (type.isEnum()) {
      return new Choice(Choices.of(type));
    }
    if (type == Duration.class) {
      return new Parsed(type, Optional.of(Durations.written()));
    }
    if (ScalarReader.reads(type)) {
      return new Parsed(type, Written.of(type));
    }
    if (type.isRecord()) {
      return new Section(RecordShape.of(type.asSubclass(Record.class)));
    }
    throw new IllegalStateException("no option can have the type " + type);
  }
}
