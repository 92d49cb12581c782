package io.sluice.connectors;

/**
 * Words of 16 bits around an address.
 *
 * @param before words before the address, 0 or more
 * @param count words from the address on, 1 to 64
 */
public record WordSpan(int before, int count) {
  public WordSpan {
    if (before < 0 || before > 64 || count < 1 || count > 64) {
      throw new IllegalArgumentException(
          before + " words before and " + count + " from an address, allowed are 0 and 1 to 64");
    }
  }
}
