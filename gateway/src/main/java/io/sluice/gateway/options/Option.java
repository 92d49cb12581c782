package io.sluice.gateway.options;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option as its record declares it: the one source of reading, schema, reference page and
 * completion.
 *
 * @param key as written in YAML, kebab-case
 * @param type of the record's component
 * @param nullable whether it may be left out without a default
 * @param defaultText taken where nothing is written, or null
 * @param description one sentence, may be empty
 * @param limits its jakarta.validation annotations
 */
public record Option(
    String key,
    Type type,
    boolean nullable,
    @Nullable String defaultText,
    String description,
    List<Annotation> limits) {
  public Option {
    limits = List.copyOf(limits);
  }
}
