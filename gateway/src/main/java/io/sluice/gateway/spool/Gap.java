package io.sluice.gateway.spool;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sequence numbers of one stream that are lost, and why. */
record Gap(long from, long to, SortedSet<String> reasons) {
  static final String FULL = "full";
  static final String AGE = "age";
  static final String DAMAGED = "damaged";

  private static final Pattern BODY =
      Pattern.compile("\\{\"from\":(\\d+),\"to\":(\\d+),\"reason\":\"([a-z,-]+)\"}");

  static Gap of(long from, long to, String reason) {
    return new Gap(from, to, new TreeSet<>(List.of(reason)));
  }

  /** Reads back what {@link #body} wrote; the row is sound. */
  static Gap of(Row row) {
    Matcher matcher = BODY.matcher(row.body());
    String reasons = matcher.matches() ? matcher.group(3) : DAMAGED;
    return new Gap(row.seq(), row.upto(), new TreeSet<>(List.of(reasons.split(",", -1))));
  }

  /** With the next gap, which begins right behind it. */
  Gap and(Gap next) {
    SortedSet<String> both = new TreeSet<>(reasons);
    both.addAll(next.reasons);
    return new Gap(from, next.to, both);
  }

  String body() {
    return "{\"from\":"
        + from
        + ",\"to\":"
        + to
        + ",\"reason\":\""
        + String.join(",", reasons)
        + "\"}";
  }
}
