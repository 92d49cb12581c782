package io.sluice.gateway.config.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigPart;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import io.sluice.gateway.options.Form;
import io.sluice.gateway.options.Option;
import io.sluice.gateway.options.RecordShape;
import jakarta.validation.constraints.Pattern;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of an options record, draft 7, all in one piece. Names, forms, defaults and what
 * may be left out come from where the reader takes them, so the two cannot differ. What the reader
 * takes the schema takes too, except a text {@code true} without quotes: to allow it would make
 * editors offer true and false for every text. Not thread-safe.
 */
final class RecordSchema {
  private static final List<String> NUMBER_LIMITS =
      List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");

  private final SchemaGenerator generator;

  RecordSchema() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_7, OptionPreset.PLAIN_JSON)
            .with(new JakartaValidationModule())
            .with(
                com.github.victools.jsonschema.generator.Option.INLINE_ALL_SCHEMAS,
                com.github.victools.jsonschema.generator.Option
                    .FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
            .without(
                com.github.victools.jsonschema.generator.Option.SCHEMA_VERSION_INDICATOR,
                com.github.victools.jsonschema.generator.Option.NONPUBLIC_STATIC_FIELDS,
                com.github.victools.jsonschema.generator.Option.PUBLIC_STATIC_FIELDS);
    builder
        .forTypesInGeneral()
        .withPropertySorter(Comparator.comparingInt(RecordSchema::place))
        .withCustomDefinitionProvider(RecordSchema::definition);
    fields(builder.forFields());
    this.generator = new SchemaGenerator(builder.build());
  }

  /** The schema of what may stand below a key that takes this record. */
  ObjectNode of(Class<? extends Record> type) {
    ObjectNode schema = generator.generateSchema(type);
    if (!schema.has("properties")) {
      schema.putObject("properties");
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static void fields(SchemaGeneratorConfigPart<FieldScope> fields) {
    fields
        .withPropertyNameOverrideResolver(field -> option(field).map(Option::key).orElse(null))
        .withDescriptionResolver(
            field -> option(field).map(Option::description).filter(s -> !s.isEmpty()).orElse(null))
        .withRequiredCheck(field -> option(field).map(o -> !o.mayBeLeftOut()).orElse(false))
        .withStringPatternResolver(field -> option(field).map(RecordSchema::pattern).orElse(null))
        .withInstanceAttributeOverride(
            (schema, field, context) -> option(field).ifPresent(o -> finish(o, schema)));
  }

  /** The option that a field of a record is; none for what stands inside a list or map. */
  private static Optional<Option> option(FieldScope field) {
    Class<?> owner = field.getDeclaringType().getErasedType();
    return owner.isRecord() && !field.isFakeContainerItemScope()
        ? RecordShape.of(owner.asSubclass(Record.class)).component(field.getDeclaredName())
        : Optional.empty();
  }

  private static int place(MemberScope<?, ?> member) {
    Class<?> owner = member.getDeclaringType().getErasedType();
    return owner.isRecord()
        ? Arrays.stream(owner.getRecordComponents())
            .map(component -> component.getName())
            .toList()
            .indexOf(member.getDeclaredName())
        : 0;
  }

  /** A text's pattern holds for the whole of it; a secret's text is not seen here. */
  private static @Nullable String pattern(Option option) {
    if (!(option.form() instanceof Form.Text)) {
      return null;
    }
    return option.limits().stream()
        .filter(Pattern.class::isInstance)
        .map(limit -> "^(?:" + ((Pattern) limit).regexp() + "|" + Words.SECRET + ")$")
        .findFirst()
        .orElse(null);
  }

  private static void finish(Option option, ObjectNode schema) {
    Form form = option.form();
    if (form instanceof Form.Hidden) {
      schema.removeAll().setAll(hidden(schema.objectNode()));
      schema.put("description", option.description());
    }
    if (!(form instanceof Form.Numeral) && !takesNumber(form)) {
      schema.remove(NUMBER_LIMITS);
    }
    if (!(form instanceof Form.Text)) {
      schema.remove(List.of("minLength", "maxLength"));
    }
    if (form instanceof Form.Listed) {
      schema.remove("minItems");
    }
    schema.put("markdownDescription", Words.sentences(option));
    preset(option, form, schema);
    Words.example(option).ifPresent(example -> schema.putArray("examples").add(example));
  }

  private static boolean takesNumber(Form form) {
    return form instanceof Form.Parsed parsed && parsed.takesNumber();
  }

  private static void preset(Option option, Form form, ObjectNode schema) {
    String preset = option.defaultText();
    if (preset == null || form instanceof Form.Section || form instanceof Form.Named) {
      return;
    }
    if (form instanceof Form.Numeral numeral) {
      if (numeral.whole()) {
        schema.put("default", Long.parseLong(preset));
      } else {
        schema.put("default", Double.parseDouble(preset));
      }
    } else {
      schema.put("default", preset);
    }
  }

  /** What stands for each form; null where the library knows it: records. */
  private static @Nullable CustomDefinition definition(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?> raw = type.getErasedType();
    ObjectNode node = context.getGeneratorConfig().createObjectNode();
    if (raw == List.class) {
      ResolvedType item = type.getTypeParameters().get(0);
      node.putArray("anyOf").add(array(context.createDefinition(item), node));
      ((ArrayNode) node.get("anyOf")).add(context.createDefinition(item));
    } else if (raw == java.util.Map.class) {
      node.put("type", "object");
      node.set("additionalProperties", context.createDefinition(type.getTypeParameters().get(1)));
    } else {
      Form form = Form.of(raw);
      if (form instanceof Form.Section) {
        return null;
      }
      node.setAll(scalar(form, node));
    }
    return new CustomDefinition(node, DefinitionType.INLINE, AttributeInclusion.NO);
  }

  private static ObjectNode array(JsonNode item, ObjectNode factory) {
    ObjectNode array = factory.objectNode().put("type", "array");
    array.set("items", item);
    return array;
  }

  private static ObjectNode scalar(Form form, ObjectNode factory) {
    ObjectNode node = factory.objectNode();
    if (form instanceof Form.Hidden) {
      return hidden(node);
    }
    if (form instanceof Form.Numeral numeral) {
      return node.put("type", numeral.whole() ? "integer" : "number");
    }
    if (form instanceof Form.Choice choice) {
      return choice(choice, node);
    }
    if (form instanceof Form.Parsed parsed) {
      if (parsed.takesNumber()) {
        node.putArray("type").add("string").add("number");
      } else {
        node.put("type", "string");
      }
      parsed.written().ifPresent(written -> node.put("pattern", "^(?:" + written.form() + ")$"));
      return node;
    }
    node.putArray("type").add("string").add("number");
    return node;
  }

  private static ObjectNode hidden(ObjectNode node) {
    return node.put("type", "string").put("pattern", "^" + Words.SECRET + "$");
  }

  /** The words for completion first; other spellings that the reader takes are no mistake. */
  private static ObjectNode choice(Form.Choice choice, ObjectNode node) {
    ArrayNode either = node.putArray("anyOf");
    Words.choice(choice.choices(), either.addObject());
    either
        .addObject()
        .put("type", "string")
        .put("pattern", "^(?:" + choice.choices().form() + ")$");
    return node;
  }
}
