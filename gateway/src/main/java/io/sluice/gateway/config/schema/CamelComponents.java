package io.sluice.gateway.config.schema;

import io.sluice.gateway.config.Catalog;
import io.sluice.gateway.config.Scheme;
import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import io.sluice.gateway.options.RecordShape;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.tooling.model.SupportLevel;

/**
 * What Camel's tools know of our components: the JSON that Camel's own build writes for each of its
 * components, written by the same library.
 */
public final class CamelComponents {
  private static final String GROUP = "io.sluice";
  private static final String ARTIFACT = "sluice-gateway";
  private static final String FIRST_VERSION = "0.1.0";

  private CamelComponents() {}

  /** The JSON of each of our components by scheme. */
  public static Map<String, String> of(Catalog catalog) {
    Map<String, String> components = new TreeMap<>();
    for (Scheme scheme : catalog.schemes()) {
      Class<?> component = scheme.component();
      if (component != null) {
        String json = JsonMapper.createParameterJsonSchema(model(scheme, component));
        components.put(scheme.name(), json.stripTrailing() + "\n");
      }
    }
    return components;
  }

  /** The same as files of the jar, where Camel's tools look for them. */
  public static Map<String, String> resources(Catalog catalog) {
    Map<String, String> json = of(catalog);
    Map<String, String> files = new TreeMap<>();
    String services = "META-INF/services/org/apache/camel/";
    for (Scheme scheme : catalog.schemes()) {
      Class<?> component = scheme.component();
      if (component != null) {
        String folder = component.getPackageName().replace('.', '/');
        files.put(
            "META-INF/" + folder + "/" + scheme.name() + ".json",
            json.getOrDefault(scheme.name(), ""));
        files.put(services + "component/" + scheme.name(), "class=" + component.getName() + "\n");
      }
    }
    files.put(
        services + "component.properties",
        "components="
            + String.join(" ", json.keySet())
            + "\ngroupId="
            + GROUP
            + "\nartifactId="
            + ARTIFACT
            + "\nversion="
            + FIRST_VERSION
            + "\nprojectName=Sluice gateway\nprojectDescription=Components of Sluice\n");
    return files;
  }

  private static ComponentModel model(Scheme scheme, Class<?> component) {
    ComponentModel model = new ComponentModel();
    model.setScheme(scheme.name());
    model.setName(scheme.name());
    model.setTitle(title(scheme.name()));
    model.setDescription(scheme.about());
    model.setSyntax(scheme.name() + ":name");
    model.setExtendsScheme("");
    model.setFirstVersion(FIRST_VERSION);
    model.setLabel("iot");
    model.setJavaType(component.getName());
    model.setSupportLevel(SupportLevel.Stable);
    model.setGroupId(GROUP);
    model.setArtifactId(ARTIFACT);
    model.setVersion(FIRST_VERSION);
    model.setAsync(true);
    model.setConsumerOnly(scheme.to() == null);
    model.setProducerOnly(scheme.from() == null);
    model.setRemote(false);
    model.addEndpointOption(name(scheme));
    parameters(scheme, model);
    return model;
  }

  private static ComponentModel.EndpointOptionModel name(Scheme scheme) {
    ComponentModel.EndpointOptionModel name =
        option("name", group(scheme.from() != null, scheme.to() != null), "path");
    name.setIndex(0);
    name.setRequired(true);
    name.setType("string");
    name.setJavaType(String.class.getName());
    name.setDescription(
        scheme.noun() == null ? "Any name." : "Name of an entry of " + scheme.noun() + ".yaml.");
    return name;
  }

  private static void parameters(Scheme scheme, ComponentModel model) {
    List<Option> from = options(scheme.from());
    List<Option> to = options(scheme.to());
    int index = 1;
    for (Option option : from) {
      boolean both = to.stream().anyMatch(other -> other.key().equals(option.key()));
      model.addEndpointOption(parameter(option, index++, group(true, both)));
    }
    for (Option option : to) {
      if (from.stream().noneMatch(other -> other.key().equals(option.key()))) {
        model.addEndpointOption(parameter(option, index++, group(false, true)));
      }
    }
  }

  private static List<Option> options(
      @org.jspecify.annotations.Nullable Class<? extends Record> parameters) {
    return parameters == null ? List.of() : RecordShape.of(parameters).options();
  }

  private static ComponentModel.EndpointOptionModel parameter(
      Option option, int index, String group) {
    ComponentModel.EndpointOptionModel parameter = option(option.key(), group, "parameter");
    parameter.setIndex(index);
    parameter.setRequired(!option.mayBeLeftOut());
    parameter.setDescription(option.description());
    Form form = option.form();
    parameter.setType("string");
    parameter.setJavaType(String.class.getName());
    if (form instanceof Form.Choice choice) {
      parameter.setType("enum");
      parameter.setEnums(choice.choices().words());
    } else if (form instanceof Form.Numeral numeral) {
      parameter.setType(numeral.whole() ? "integer" : "number");
      parameter.setJavaType(numeral.whole() ? "long" : "double");
    } else if (option.type() == Duration.class) {
      parameter.setType("duration");
      parameter.setJavaType(Duration.class.getName());
    }
    String preset = Words.preset(option);
    if (!preset.isEmpty()) {
      parameter.setDefaultValue(preset);
    }
    return parameter;
  }

  private static ComponentModel.EndpointOptionModel option(String key, String group, String kind) {
    ComponentModel.EndpointOptionModel option = new ComponentModel.EndpointOptionModel();
    option.setName(key);
    option.setKind(kind);
    option.setDisplayName(title(key));
    option.setGroup(group);
    option.setLabel(group.equals("common") ? "" : group);
    option.setDeprecationNote("");
    return option;
  }

  private static String group(boolean from, boolean to) {
    return from && to ? "common" : from ? "consumer" : "producer";
  }

  private static String title(String key) {
    StringBuilder title = new StringBuilder();
    for (String word : key.split("-", -1)) {
      title.append(title.isEmpty() ? "" : " ");
      title.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return title.toString();
  }
}
