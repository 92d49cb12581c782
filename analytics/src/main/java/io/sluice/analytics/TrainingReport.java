package io.sluice.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What training tried before it chose its settings, in that order; the usual settings first.
 *
 * @param tried each candidate with its figure; empty where there was nothing to choose
 */
public record TrainingReport(List<Tried> tried) {
  private static final String KEY = "tried.%02d";

  /**
   * One candidate.
   *
   * @param settings in words, for the user
   * @param found F1 over the rows of deviations injected into training rows that it had not seen, 0
   *     to 1
   */
  public record Tried(String settings, double found) {}

  public TrainingReport {
    tried = List.copyOf(tried);
  }

  /** As parameters of a model: the card and the reports of train and backtest show them. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < tried.size(); i++) {
      Tried one = tried.get(i);
      parameters.put(
          KEY.formatted(i + 1), String.format(Locale.ROOT, "%.3f %s", one.found, one.settings));
    }
    return parameters;
  }

  /** The report among a model's parameters; empty if there is none. */
  public static TrainingReport of(Map<String, String> parameters) {
    List<Tried> tried = new ArrayList<>();
    for (int i = 1; parameters.containsKey(KEY.formatted(i)); i++) {
      String text = parameters.getOrDefault(KEY.formatted(i), "");
      int space = text.indexOf(' ');
      try {
        tried.add(
            new Tried(text.substring(space + 1), Double.parseDouble(text.substring(0, space))));
      } catch (NumberFormatException | IndexOutOfBoundsException foreign) {
        // A model from elsewhere may use the name for something else.
        return new TrainingReport(List.of());
      }
    }
    return new TrainingReport(tried);
  }
}
