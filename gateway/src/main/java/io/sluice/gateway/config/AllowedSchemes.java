package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schemes that routes may use in this gateway: the catalogue's and those it allows. */
final class AllowedSchemes {
  private final Problems problems;
  private final @Nullable Node written;

  /**
   * @param written gateway.yaml, where there is one
   */
  AllowedSchemes(Problems problems, Optional<Node> written) {
    this.problems = problems;
    this.written = written.orElse(null);
  }

  List<Scheme> of(List<Scheme> catalog, List<String> allow) {
    List<Scheme> schemes = new ArrayList<>(catalog);
    for (String name : allow) {
      ExternalComponent component = ExternalComponent.of(name).orElse(null);
      if (component == null) {
        never(name);
      } else {
        schemes.add(Scheme.external(component));
        if (!component.isInstalled()) {
          missing(component);
        }
      }
    }
    return schemes;
  }

  private void never(String name) {
    Set<String> can = ExternalComponent.names();
    tell(
        name,
        Code.NEVER_ALLOWED,
        "the component " + name + " cannot be allowed; what can be: " + String.join(", ", can),
        Closest.to(name, can).orElse(null));
  }

  private void missing(ExternalComponent component) {
    String message =
        component.name()
            + " is allowed and not installed; put "
            + component.jar()
            + ".jar and what it needs, of this Camel's version, on the class path";
    tell(component.name(), Code.COMPONENT_MISSING, message, null);
  }

  private void tell(String name, Code code, String message, @Nullable String suggestion) {
    Node at = place(name);
    if (at != null) {
      problems.add(Problem.error(at.at(), code, message).suggest(suggestion));
    }
  }

  private @Nullable Node place(String name) {
    Node place =
        written instanceof Node.Section top ? top.get("routes", "allow").orElse(top) : written;
    return place instanceof Node.Items items
        ? items.nodes().stream()
            .filter(one -> one instanceof Node.Text text && text.value().equals(name))
            .findFirst()
            .orElse(place)
        : place;
  }
}
