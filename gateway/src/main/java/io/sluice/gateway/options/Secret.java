package io.sluice.gateway.options;

import java.util.Objects;

/**
 * A password, token or key. In an options record it is written {@code ${secret:NAME}} and nothing
 * else; it prints as stars.
 */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself: for the peer it is meant for, never for a message. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(value);
  }

  @Override
  public String toString() {
    return "***";
  }
}
