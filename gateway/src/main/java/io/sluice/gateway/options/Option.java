package io.sluice.gateway.options;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One option as its record declares it: the one source of reading, schema, reference page and
 * completion.
 *
 * @param key as written in YAML, kebab-case
 * @param type of the record's component
 * @param nullable whether it may be left out without a default
 * @param defaultText taken where nothing is written, or null
 * @param description one sentence, may be empty; an example in it stands in backticks after "as"
 * @param limits its jakarta.validation annotations
 */
public record Option(
    String key,
    Type type,
    boolean nullable,
    @Nullable String defaultText,
    String description,
    List<Annotation> limits) {
  private static final Pattern EXAMPLE = Pattern.compile("\\bas `([^`]+)`");

  public Option {
    limits = List.copyOf(limits);
  }

  /** What may be written. */
  public Form form() {
    Form form = Form.of(type);
    return form instanceof Form.Text && Masking.secretKey(key) ? new Form.Hidden() : form;
  }

  /** The example that the description gives. */
  public Optional<String> example() {
    Matcher found = EXAMPLE.matcher(description);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** What its limits allow, in words: {@code at least 1}; that it is not empty goes without. */
  public List<String> ranges() {
    return limits.stream()
        .filter(limit -> !Limits.onlyContent(limit))
        .map(limit -> Limits.allowed(this, limit))
        .distinct()
        .toList();
  }

  /** Whether nothing at all is a value too: null, a default, no items, or only defaults. */
  public boolean mayBeLeftOut() {
    if (nullable || defaultText != null) {
      return true;
    }
    Form form = form();
    if (form instanceof Form.Section section) {
      return section.shape().options().stream().allMatch(Option::mayBeLeftOut);
    }
    boolean several = form instanceof Form.Listed || form instanceof Form.Named;
    return several && !Limits.needsContent(this);
  }
}
