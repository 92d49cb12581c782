package io.sluice.gateway.config;

import io.sluice.connectors.Tag;
import io.sluice.gateway.options.Node;

/**
 * A tag with the row that it was read from.
 *
 * @param tag the tag
 * @param row its cells by column, with their places
 */
public record TagLine(Tag tag, Node.Section row) {}
