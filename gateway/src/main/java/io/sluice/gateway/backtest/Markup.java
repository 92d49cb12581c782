package io.sluice.gateway.backtest;

/** Builds HTML; whatever came from a file is escaped. */
final class Markup {
  private final StringBuilder html = new StringBuilder(1 << 16);

  /** Takes markup as it is. */
  Markup raw(String markup) {
    html.append(markup).append('\n');
    return this;
  }

  /** An element that holds a text: {@code in("td", "3")}. */
  Markup in(String element, String text) {
    return in(element, "", text);
  }

  /** The same with attributes, which are written by us: {@code class="total"}. */
  Markup in(String element, String attributes, String text) {
    html.append('<').append(element).append(attributes.isEmpty() ? "" : " ").append(attributes);
    html.append('>').append(safe(text)).append("</").append(element).append(">\n");
    return this;
  }

  /** The text with nothing in it that a browser would take for markup. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(one < ' ' ? ' ' : one);
      }
    }
    return safe.toString();
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
