package io.sluice.analytics;

/**
 * One number made of one tag's window.
 *
 * @param column index of the tag's column
 * @param aspect what of its window
 */
public record Feature(int column, Aspect aspect) {
  /** The number, in the window's own scale. Allocates nothing. */
  public double of(Window window) {
    return switch (aspect) {
      case LEVEL -> window.mean();
      case SPREAD -> window.deviation();
      case CHANGE -> window.change();
      case VALUE, STILL, BAND ->
          throw new IllegalStateException("a " + aspect.word() + " is no feature of a window");
    };
  }
}
