package io.sluice.gateway.options;

/** Where {@code ${secret:NAME}} comes from. */
@FunctionalInterface
public interface Secrets {
  /** Looks the secret up; asked again each time the files are read. */
  Lookup find(String name);

  /** Knows none: for places where secrets make no sense. */
  static Secrets none() {
    return name -> new Missing("no secrets directory is configured");
  }

  /** What became of a look-up. */
  sealed interface Lookup {}

  record Found(Secret secret) implements Lookup {}

  /**
   * There is none.
   *
   * @param why where was looked, for the message
   */
  record Missing(String why) implements Lookup {}

  /**
   * It is there and must not be used.
   *
   * @param why what is wrong with it and what mends it
   */
  record Open(String why) implements Lookup {}
}
