package io.sluice.analytics;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Named arrays of numbers, in the order of their names: what a model has learnt. Immutable. */
public final class Numbers {
  private final Map<String, double[]> arrays;

  private Numbers(Map<String, double[]> arrays) {
    this.arrays = Collections.unmodifiableMap(arrays);
  }

  /** Takes copies of the arrays. */
  public static Numbers of(Map<String, double[]> arrays) {
    Map<String, double[]> copies = new TreeMap<>();
    arrays.forEach((name, values) -> copies.put(name, values.clone()));
    return new Numbers(copies);
  }

  public Set<String> names() {
    return arrays.keySet();
  }

  /**
   * A copy of the array.
   *
   * @throws ModelException if there is none of that name, or it holds a NaN or an infinity
   */
  public double[] get(String name) throws ModelException {
    double[] values = arrays.get(name);
    if (values == null) {
      throw new ModelException("the model has no numbers named " + name);
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new ModelException("the model's numbers named " + name + " hold " + value);
      }
    }
    return values.clone();
  }

  /**
   * A copy of the array, which must have that many elements.
   *
   * @throws ModelException if it has not
   */
  public double[] get(String name, int length) throws ModelException {
    double[] values = get(name);
    if (values.length != length) {
      throw new ModelException(
          "the model has "
              + values.length
              + " numbers named "
              + name
              + " where "
              + length
              + " belong");
    }
    return values;
  }

  /** Equal to the bit. */
  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Numbers that
        && arrays.keySet().equals(that.arrays.keySet())
        && arrays.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), that.arrays.get(entry.getKey())));
  }

  @Override
  public int hashCode() {
    return arrays.entrySet().stream()
        .mapToInt(entry -> entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue()))
        .sum();
  }
}
