package io.sluice.gateway.setpoints;

import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A compiled condition of a route: an {@link Interlock}'s language that may also ask detectors.
 * {@code alarm("pump-1-health")} is true while its alarm is active, {@code score("pump-1-health")}
 * is its score, 1.0 = threshold. Immutable and thread-safe.
 */
public final class Condition {
  static final String WHAT = "condition";
  static final Set<String> QUESTIONS = Set.of("alarm", "score");
  private static final String QUESTION_GROUP = "$detectors";

  private final String text;
  private final CelExpression expression;
  private final List<Tag> tags;

  private Condition(String text, CelExpression expression) {
    this.text = text;
    this.expression = expression;
    this.tags = expression.tags();
  }

  /** What is known when a condition is asked. */
  public interface Known {
    /** A tag's newest value, 1 and 0 for BOOL; null where it has none. */
    @Nullable Double value(String tag);

    /** Whether a detector's alarm is active. */
    boolean alarm(String detector);

    /** A detector's score; null where the newest scan has none. */
    @Nullable Double score(String detector);
  }

  /** The tags and detectors of a gateway as conditions name them; made once, as it is not cheap. */
  public static final class Language {
    private final SortedMap<String, Tag> tags;
    private final Collection<String> detectors;

    /**
     * @throws InterlockException where two tags are written alike
     */
    public Language(Collection<Tag> tags, Collection<String> detectors) {
      this.tags = InterlockNames.written(tags);
      this.detectors = List.copyOf(detectors);
    }

    /**
     * Compiles a condition.
     *
     * @throws InterlockException saying what was read and what is allowed
     */
    public Condition compile(String text) {
      InterlockNames.Vocabulary words = new InterlockNames.Vocabulary(WHAT, detectors);
      return new Condition(
          text, CelExpression.compile(text, new InterlockNames(text, tags, words)));
    }
  }

  /** Whether it holds; empty where a tag or score has no value, or the arithmetic failed. */
  public Optional<Boolean> holds(Known known) {
    Map<String, Inputs.Sample> samples = new HashMap<>();
    for (Tag tag : tags) {
      Double value = value(tag, known);
      if (value == null) {
        return Optional.empty();
      }
      samples.put(tag.name(), new Inputs.Sample(value, StatusCode.GOOD.code(), 0, 0));
    }
    return expression.evaluate(Inputs.of(samples)).map(CelExpression.Result::holds);
  }

  @Override
  public String toString() {
    return text;
  }

  private static @Nullable Double value(Tag tag, Known known) {
    if (!tag.group().equals(QUESTION_GROUP)) {
      return known.value(tag.name());
    }
    return tag.type() == DataType.BOOL
        ? Double.valueOf(known.alarm(tag.address()) ? 1 : 0)
        : known.score(tag.address());
  }

  /** A name that nobody can write in CEL, without dots, which CEL would take apart. */
  static String variable(String question, String detector) {
    return question + "$" + detector.replace(".", "$dot$");
  }

  /** An answer is a value like a tag's, so the expression need not know the difference. */
  static Tag question(String question, String detector) {
    DataType type = question.equals("alarm") ? DataType.BOOL : DataType.FLOAT64;
    return new Tag(
        question + "(" + detector + ")",
        QUESTION_GROUP,
        detector,
        type,
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        1,
        0,
        0,
        Access.READ,
        TagClass.PROCESS,
        "");
  }
}
