package io.sluice.gateway.setpoints;

import io.sluice.connectors.Tag;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * A compiled expression over live tags that must be true for a write; immutable and thread-safe.
 *
 * <p>The language is CEL without macros, strings and functions: comparisons, {@code && || !},
 * {@code + - * /}, {@code ?:}. A tag {@code pump-1/state} is written {@code pump_1.state}. Numbers
 * are doubles, {@code 3} and {@code 3.0} alike; BOOL tags are booleans; STRING tags cannot be used.
 * Its cost is bounded by its length.
 */
public final class Interlock {
  private final String text;
  private final CelExpression expression;
  private final List<Tag> tags;

  private Interlock(String text, CelExpression expression) {
    this.text = text;
    this.expression = expression;
    this.tags = expression.tags();
  }

  /**
   * Compiles the expression against every tag of the gateway.
   *
   * @throws InterlockException saying what was read and what is allowed
   */
  public static Interlock compile(String text, Collection<Tag> tags) {
    return new Language(tags).compile(text);
  }

  /** Interlocks over the same tags, whose names are made once. Immutable. */
  public static final class Language {
    private final SortedMap<String, Tag> tags;

    /**
     * @throws InterlockException where two tags are written alike
     */
    public Language(Collection<Tag> tags) {
      this.tags = Collections.unmodifiableSortedMap(InterlockNames.written(tags));
    }

    /**
     * Compiles an expression.
     *
     * @throws InterlockException saying what was read and what is allowed
     */
    public Interlock compile(String text) {
      return new Interlock(text, CelExpression.compile(text, tags));
    }
  }

  /** What the expression says now. */
  public sealed interface Verdict {
    /** Writing is allowed. */
    record Open() implements Verdict {}

    /** Writing is not allowed; the sentence has the values. */
    record Shut(String sentence) implements Verdict {}

    /** A tag has no value, or the arithmetic failed. */
    record Unknown(String sentence) implements Verdict {}
  }

  /** The tags it reads, in the order of their names. */
  public List<Tag> tags() {
    return tags;
  }

  /** The expression as the user wrote it. */
  public String text() {
    return text;
  }

  /** Evaluates on values alone; quality and age are the guard's business. */
  public Verdict evaluate(Inputs inputs) {
    for (Tag tag : tags) {
      Inputs.Sample sample = inputs.get(tag.name());
      if (sample == null || sample.value() == null) {
        return new Verdict.Unknown(tag.name() + " has no value");
      }
    }
    return expression.evaluate(inputs).map(this::verdict).orElseGet(this::noResult);
  }

  private Verdict verdict(CelExpression.Result result) {
    return result.holds()
        ? new Verdict.Open()
        : new Verdict.Shut("interlock " + text + " is false: " + result.values());
  }

  private Verdict noResult() {
    return new Verdict.Unknown("interlock " + text + " has no result");
  }
}
