package io.sluice.gateway.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single values: texts, numbers, words, times, and classes that parse themselves. */
final class ScalarReader {
  private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([^}]*)}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern COMMA = Pattern.compile("([+\\-−]?[0-9]+),([0-9]+)(\\s*[^,]*)");

  private static final Map<Class<?>, Optional<Method>> PARSERS = new ConcurrentHashMap<>();

  private final Problems problems;
  private final Secrets secrets;
  private final RecordReader.FixForm fixes;

  ScalarReader(Problems problems, Secrets secrets, RecordReader.FixForm fixes) {
    this.problems = problems;
    this.secrets = secrets;
    this.fixes = fixes;
  }

  /** Whether values of this class are written as one scalar. */
  static boolean reads(Class<?> type) {
    return type == String.class
        || type == Secret.class
        || type == Duration.class
        || type.isEnum()
        || number(type)
        || parser(type).isPresent();
  }

  static boolean number(Class<?> type) {
    return type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class
        || type == double.class
        || type == Double.class;
  }

  /** Reads the value, or tells what is wrong with it. */
  Slot read(Class<?> type, Node.Text text, Option option) {
    if (type == String.class || type == Secret.class) {
      return words(type, text, option);
    }
    if (SECRET.matcher(text.value()).matches()) {
      return bad(text, Code.BAD_VALUE, option.key() + " cannot be a secret");
    }
    if (number(type)) {
      return number(type, text, option);
    }
    if (type.isEnum()) {
      return choice(type, text, option);
    }
    return type == Duration.class ? time(text, option) : parsed(type, text, option);
  }

  private Slot words(Class<?> type, Node.Text text, Option option) {
    Matcher secret = SECRET.matcher(text.value());
    if (secret.matches()) {
      Secret found = secret(secret.group(1), text);
      return found == null ? Slot.BAD : Slot.of(type == Secret.class ? found : found.reveal());
    }
    if (type == Secret.class || Masking.secretKey(option.key())) {
      problems.add(
          Problem.error(
                  text.at(),
                  Code.SECRET_IN_CLEAR,
                  option.key() + " is written here in clear; allowed is ${secret:NAME}")
              .fix(fix(option, "\"${secret:" + option.key() + "}\"")));
      return Slot.BAD;
    }
    if (text.value().contains("${secret:")) {
      return bad(
          text, Code.BAD_VALUE, option.key() + " has a secret inside a text; it must be the whole");
    }
    return Slot.of(text.value());
  }

  private @Nullable Secret secret(String name, Node.Text text) {
    Secrets.Lookup lookup = secrets.find(name);
    if (lookup instanceof Secrets.Found found) {
      return found.secret();
    }
    if (lookup instanceof Secrets.Open open) {
      problems.error(text.at(), Code.SECRET_OPEN, "secret " + name + ": " + open.why());
    } else if (lookup instanceof Secrets.Missing missing) {
      problems.error(
          text.at(), Code.SECRET_MISSING, "secret " + name + " is not there; " + missing.why());
    }
    return null;
  }

  private Slot number(Class<?> type, Node.Text text, Option option) {
    String read = text.value().strip().replace('−', '-');
    if (!NUMBER.matcher(read).matches()) {
      return decimalComma(text, option)
          ? Slot.BAD
          : bad(text, Code.NOT_A_NUMBER, said(text, option) + " is no plain number");
    }
    try {
      if (type == double.class || type == Double.class) {
        double value = Double.parseDouble(read);
        return Double.isFinite(value) ? Slot.of(value) : tooLarge(text, option);
      }
      if (type == long.class || type == Long.class) {
        return Slot.of(Long.parseLong(read));
      }
      return Slot.of(Integer.parseInt(read));
    } catch (NumberFormatException notWhole) {
      return read.matches("[+-]?[0-9]+")
          ? tooLarge(text, option)
          : bad(text, Code.NOT_A_NUMBER, said(text, option) + " is no whole number");
    }
  }

  private Slot tooLarge(Node.Text text, Option option) {
    return bad(text, Code.OUT_OF_RANGE, said(text, option) + " is larger than can be kept");
  }

  private boolean decimalComma(Node.Text text, Option option) {
    Matcher comma = COMMA.matcher(text.value().strip());
    if (!comma.matches()) {
      return false;
    }
    String point = comma.group(1) + "." + comma.group(2) + comma.group(3);
    problems.add(
        Problem.error(
                text.at(),
                Code.DECIMAL_COMMA,
                said(text, option) + " has a comma; numbers have a decimal point")
            .fix(fix(option, point)));
    return true;
  }

  private Slot choice(Class<?> type, Node.Text text, Option option) {
    Choices choices = Choices.of(type);
    Optional<Object> chosen = choices.find(text.value());
    if (chosen.isPresent()) {
      return Slot.of(chosen.get());
    }
    problems.add(
        Problem.error(
                text.at(),
                Code.UNKNOWN_CHOICE,
                said(text, option) + " is unknown; allowed: " + String.join(", ", choices.words()))
            .suggest(Closest.to(text.value(), choices.words()).orElse(null)));
    return Slot.BAD;
  }

  private Slot time(Node.Text text, Option option) {
    try {
      return Slot.of(Durations.parse(text.value()));
    } catch (IllegalArgumentException wrong) {
      if (decimalComma(text, option)) {
        return Slot.BAD;
      }
      String read = text.value().strip();
      boolean bare = NUMBER.matcher(read).matches();
      problems.add(
          Problem.error(
                  text.at(),
                  bare ? Code.UNIT_MISSING : Code.BAD_VALUE,
                  said(text, option)
                      + (bare ? " has no unit" : " is no time")
                      + "; allowed is "
                      + Durations.ALLOWED)
              .fix(fix(option, TimeFix.of(read, option))));
      return Slot.BAD;
    }
  }

  private Slot parsed(Class<?> type, Node.Text text, Option option) {
    Method parse =
        parser(type)
            .orElseThrow(() -> new IllegalStateException(type + " is no type an option can have"));
    try {
      return Slot.of(parse.invoke(null, text.value()));
    } catch (InvocationTargetException thrown) {
      if (!(thrown.getCause() instanceof IllegalArgumentException wrong)) {
        throw new IllegalStateException("bug in " + parse, thrown);
      }
      return decimalComma(text, option)
          ? Slot.BAD
          : bad(text, Code.BAD_VALUE, option.key() + ": " + wrong.getMessage());
    } catch (IllegalAccessException broken) {
      throw new IllegalStateException("cannot call " + parse, broken);
    }
  }

  /** Whether the class's own parser takes this text. */
  static boolean parses(Class<?> type, String text) {
    Method parse = parser(type).orElse(null);
    try {
      return parse != null && parse.invoke(null, text) != null;
    } catch (InvocationTargetException refused) {
      return false;
    } catch (IllegalAccessException broken) {
      throw new IllegalStateException("cannot call " + parse, broken);
    }
  }

  private static Optional<Method> parser(Class<?> type) {
    return PARSERS.computeIfAbsent(type, ScalarReader::findParser);
  }

  private static Optional<Method> findParser(Class<?> type) {
    try {
      Method parse = type.getDeclaredMethod("parse", String.class);
      parse.setAccessible(true);
      return Optional.of(parse).filter(m -> Modifier.isStatic(m.getModifiers()));
    } catch (NoSuchMethodException none) {
      return Optional.empty();
    }
  }

  private Slot bad(Node.Text text, Code code, String message) {
    problems.error(text.at(), code, message);
    return Slot.BAD;
  }

  private @Nullable String fix(Option option, @Nullable String value) {
    boolean alone = value == null || fixes == RecordReader.FixForm.VALUE;
    return alone ? value : option.key() + ": " + value;
  }

  private static String said(Node.Text text, Option option) {
    return option.key() + " \"" + Masking.value(option.key(), text.value()) + "\"";
  }
}
