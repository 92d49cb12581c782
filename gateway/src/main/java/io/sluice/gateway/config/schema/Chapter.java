package io.sluice.gateway.config.schema;

import java.util.List;

/**
 * One kind of file, or one word that they have in common.
 *
 * @param name as looked up: {@code connections}
 * @param title as a person reads it: {@code config/connections.yaml}
 * @param about one sentence
 * @param topics in it, in reading order
 */
public record Chapter(String name, String title, String about, List<Topic> topics) {
  public Chapter {
    topics = List.copyOf(topics);
  }
}
