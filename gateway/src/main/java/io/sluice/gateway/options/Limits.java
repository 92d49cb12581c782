package io.sluice.gateway.options;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the jakarta.validation annotations of an option allow. Times count in seconds, quantities by
 * their number, sizes in bytes.
 */
final class Limits {
  private Limits() {}

  /** What is allowed instead, where the value is outside one of the option's limits. */
  static Optional<String> broken(Option option, Object value) {
    for (Annotation limit : option.limits()) {
      String allowed = allowed(option, limit);
      if (!holds(limit, value)) {
        return Optional.of(allowed);
      }
    }
    return Optional.empty();
  }

  /** Whether the option must have at least one item or character. */
  static boolean needsContent(Option option) {
    return option.limits().stream()
        .anyMatch(limit -> limit instanceof NotEmpty || (limit instanceof Size s && s.min() > 0));
  }

  /** Whether it says no more than that something must be there. */
  static boolean onlyContent(Annotation limit) {
    return limit instanceof NotBlank || limit instanceof NotEmpty || limit instanceof NotNull;
  }

  /** The limit in words: {@code at least 1}; a time's limit as a time. */
  static String allowed(Option option, Annotation limit) {
    UnaryOperator<String> number =
        option.type() == Duration.class
            ? seconds -> Durations.text(Durations.parse(seconds + " s"))
            : option.type() == io.sluice.gateway.options.Size.class
                ? bytes -> new io.sluice.gateway.options.Size(Long.parseLong(bytes)).toString()
                : UnaryOperator.identity();
    return allowed(limit, number);
  }

  private static String allowed(Annotation limit, UnaryOperator<String> number) {
    if (limit instanceof Pattern pattern) {
      return pattern.message().startsWith("{")
          ? "text of the form " + pattern.regexp()
          : pattern.message();
    }
    if (onlyContent(limit)) {
      return "something that is not empty";
    }
    if (limit instanceof Size size) {
      return size.max() == Integer.MAX_VALUE
          ? "a length of at least " + size.min()
          : "a length of " + size.min() + " to " + size.max();
    }
    return allowedNumber(limit, number);
  }

  private static String allowedNumber(Annotation limit, UnaryOperator<String> number) {
    if (limit instanceof Min min) {
      return "at least " + number.apply(Long.toString(min.value()));
    }
    if (limit instanceof Max max) {
      return "at most " + number.apply(Long.toString(max.value()));
    }
    if (limit instanceof DecimalMin min) {
      return (min.inclusive() ? "at least " : "more than ") + number.apply(min.value());
    }
    if (limit instanceof DecimalMax max) {
      return (max.inclusive() ? "at most " : "less than ") + number.apply(max.value());
    }
    if (limit instanceof Positive) {
      return "more than 0";
    }
    if (limit instanceof PositiveOrZero) {
      return "0 or more";
    }
    if (limit instanceof Negative) {
      return "less than 0";
    }
    if (limit instanceof NegativeOrZero) {
      return "0 or less";
    }
    throw new IllegalStateException(limit + " is a limit this reader does not know");
  }

  private static boolean holds(Annotation limit, Object value) {
    if (limit instanceof Pattern pattern) {
      return value.toString().matches(pattern.regexp());
    }
    if (limit instanceof NotBlank) {
      return !value.toString().isBlank();
    }
    if (limit instanceof NotEmpty) {
      return length(value) > 0;
    }
    if (limit instanceof Size size) {
      return length(value) >= size.min() && length(value) <= size.max();
    }
    return limit instanceof NotNull || holds(limit, number(value));
  }

  private static boolean holds(Annotation limit, BigDecimal value) {
    if (limit instanceof Min min) {
      return value.compareTo(BigDecimal.valueOf(min.value())) >= 0;
    }
    if (limit instanceof Max max) {
      return value.compareTo(BigDecimal.valueOf(max.value())) <= 0;
    }
    if (limit instanceof DecimalMin min) {
      return value.compareTo(new BigDecimal(min.value())) >= (min.inclusive() ? 0 : 1);
    }
    if (limit instanceof DecimalMax max) {
      return value.compareTo(new BigDecimal(max.value())) <= (max.inclusive() ? 0 : -1);
    }
    int sign = value.signum();
    return limit instanceof Positive
        ? sign > 0
        : limit instanceof PositiveOrZero
            ? sign >= 0
            : limit instanceof Negative ? sign < 0 : sign <= 0;
  }

  private static int length(Object value) {
    if (value instanceof Collection<?> items) {
      return items.size();
    }
    return value instanceof Map<?, ?> map ? map.size() : value.toString().length();
  }

  private static BigDecimal number(Object value) {
    if (value instanceof Duration time) {
      return BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
    }
    if (value instanceof Quantity quantity) {
      return BigDecimal.valueOf(quantity.value());
    }
    if (value instanceof io.sluice.gateway.options.Size size) {
      return BigDecimal.valueOf(size.bytes());
    }
    if (value instanceof Number) {
      return new BigDecimal(value.toString());
    }
    throw new IllegalStateException(value.getClass() + " has no number to limit");
  }
}
