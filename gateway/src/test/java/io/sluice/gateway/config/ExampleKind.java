package io.sluice.gateway.config;

import io.sluice.connectors.Connector;
import io.sluice.connectors.ConnectorKind;
import io.sluice.connectors.PlantClock;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagProblem;
import java.util.List;
import java.util.regex.Pattern;

/** A protocol that knows its addresses by a pattern and connects to nothing. */
record ExampleKind<O extends Record>(String name, Class<O> options, Pattern address, String like)
    implements ConnectorKind<O> {

  static ExampleKind<ExampleOptions.Polled> modbus() {
    return new ExampleKind<>(
        "modbus", ExampleOptions.Polled.class, Pattern.compile("[1-4]\\d{4}"), "40001");
  }

  static ExampleKind<ExampleOptions.Subscribed> opcua() {
    return new ExampleKind<>(
        "opcua",
        ExampleOptions.Subscribed.class,
        Pattern.compile("ns=\\d+;[is]=.+"),
        "ns=2;s=name");
  }

  @Override
  public List<TagProblem> check(O options, List<Tag> tags) {
    return tags.stream()
        .filter(tag -> !address.matcher(tag.address()).matches())
        .map(
            tag ->
                new TagProblem(
                    tag,
                    "address",
                    "\""
                        + tag.address()
                        + "\" is no address of "
                        + name
                        + "; allowed is as "
                        + like,
                    ""))
        .toList();
  }

  @Override
  public String element(O options, Tag array, int index) {
    return name.equals("modbus")
        ? Integer.toString(Integer.parseInt(array.address()) + index)
        : ConnectorKind.super.element(options, array, index);
  }

  @Override
  public Connector create(String connection, O options, List<Tag> tags, PlantClock clock) {
    throw new UnsupportedOperationException("checking opens nothing");
  }
}
