package io.sluice.simulator.cloud;

/** A subscription's topic filter with {@code +} and {@code #} (MQTT 5.0, 4.7). */
record TopicFilter(String text) {
  boolean matches(String topic) {
    String[] filter = text.split("/", -1);
    String[] level = topic.split("/", -1);
    for (int i = 0; i < filter.length; i++) {
      if (filter[i].equals("#")) {
        return true;
      }
      if (i >= level.length || !(filter[i].equals("+") || filter[i].equals(level[i]))) {
        return false;
      }
    }
    return filter.length == level.length;
  }
}
