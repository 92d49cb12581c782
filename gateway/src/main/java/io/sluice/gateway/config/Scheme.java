package io.sluice.gateway.config;

import io.sluice.gateway.options.RecordShape;
import org.jspecify.annotations.Nullable;

/**
 * A URI scheme that route files may use.
 *
 * @param name as in {@code name:thing}
 * @param noun what the thing is a name of: {@code detectors}; null where it is free
 * @param from parameters where a route begins with it, or null where none may
 * @param to parameters where a step goes to it, or null where none may
 * @param component the class behind it where it is ours, for tools that know Camel; else null
 */
public record Scheme(
    String name,
    @Nullable String noun,
    @Nullable Class<? extends Record> from,
    @Nullable Class<? extends Record> to,
    @Nullable Class<?> component) {
  /** One of Camel's own. */
  public Scheme(
      String name,
      @Nullable String noun,
      @Nullable Class<? extends Record> from,
      @Nullable Class<? extends Record> to) {
    this(name, noun, from, to, null);
  }

  /** What it does, in a sentence; may be empty. */
  public String about() {
    Class<?> parameters = to == null ? from : to;
    Class<?> says = component == null ? parameters : component;
    return says == null ? "" : RecordShape.describe(says);
  }

  /** Marks a component whose parameters are Camel's own and are passed on as texts. */
  public record ExternalParameters() {}

  /** For endpoints without parameters. */
  public record NoParameters() {}

  /** A component of Camel that {@code gateway.yaml} allows. */
  static Scheme external(ExternalComponent component) {
    return new Scheme(
        component.name(),
        null,
        component.receives() ? ExternalParameters.class : null,
        ExternalParameters.class);
  }

  /** Whether it is a component that {@code gateway.yaml} allows. */
  public boolean isExternal() {
    return to == ExternalParameters.class;
  }

  /** A scheme that routes begin with. */
  public static Scheme from(String name, String noun, Class<? extends Record> parameters) {
    return new Scheme(name, noun, parameters, null);
  }

  /** A scheme that steps go to. */
  public static Scheme to(String name, @Nullable String noun, Class<? extends Record> parameters) {
    return new Scheme(name, noun, null, parameters);
  }
}
