package io.sluice.gateway.config;

import io.sluice.connectors.ConnectorKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user's files may say: nouns with their options, schemes with their parameters, and
 * checks of meaning. One line for each; the rest follows from the records. Immutable.
 */
public final class Catalog {
  /** Regular expression for the name of an entry or a route. */
  public static final String NAME = Names.FORM;

  private final List<Noun> nouns;
  private final List<Scheme> schemes;
  private final List<Meaning> meanings;
  private final Map<String, ConnectorKind<?>> kinds;

  private Catalog(
      List<Noun> nouns,
      List<Scheme> schemes,
      List<Meaning> meanings,
      Map<String, ConnectorKind<?>> kinds) {
    this.kinds = kinds;
    this.nouns = List.copyOf(nouns);
    this.schemes = List.copyOf(schemes);
    this.meanings = List.copyOf(meanings);
  }

  /**
   * What this package knows by itself: connections, assets, detectors, and the checks between them.
   *
   * @param connectors protocols that are installed
   * @param detectors options of the detector kinds that are installed, by kind
   */
  public static Catalog standard(
      Collection<ConnectorKind<?>> connectors, Map<String, Class<? extends Record>> detectors) {
    Map<String, ConnectorKind<?>> kinds = new TreeMap<>();
    Map<String, Class<? extends Record>> options = new TreeMap<>();
    for (ConnectorKind<?> kind : connectors) {
      kinds.put(kind.name(), kind);
      options.put(kind.name(), kind.options());
    }
    return new Catalog(
        List.of(
            Noun.ofKinds("connections", options)
                .saying("Where the PLCs and servers are, and how often their tags are read."),
            Noun.of("assets", AssetOptions.class),
            Noun.ofKinds("detectors", DetectorEntry.class, detectors)),
        CamelSchemes.builtIn(),
        List.of(
            new ConnectionMeaning(kinds),
            new AssetMeaning(),
            new DetectorMeaning(),
            new SetpointMeaning()),
        kinds);
  }

  public Catalog with(Noun noun) {
    return new Catalog(and(nouns, noun), schemes, meanings, kinds);
  }

  public Catalog with(Scheme scheme) {
    return new Catalog(nouns, and(schemes, scheme), meanings, kinds);
  }

  public Catalog with(Meaning meaning) {
    return new Catalog(nouns, schemes, and(meanings, meaning), kinds);
  }

  public List<Noun> nouns() {
    return nouns;
  }

  public List<Scheme> schemes() {
    return schemes;
  }

  /** The options of gateway.yaml. */
  public Class<? extends Record> gateway() {
    return GatewayOptions.class;
  }

  /** The columns of a tag list. */
  public Class<? extends Record> tagColumns() {
    return TagRow.class;
  }

  /** Protocols that are installed, by name. */
  Map<String, ConnectorKind<?>> connectors() {
    return kinds;
  }

  List<Meaning> meanings() {
    return meanings;
  }

  private static <T> List<T> and(List<T> some, T one) {
    List<T> more = new ArrayList<>(some);
    more.add(one);
    return more;
  }
}
