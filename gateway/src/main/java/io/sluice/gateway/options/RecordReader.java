package io.sluice.gateway.options;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds what was written to an annotated options record, telling everything that is wrong.
 *
 * <p>A component is a String, int, long, double, enum, Duration, {@link Secret}, a class with
 * {@code static parse(String)}, a nested record, a List or a Map with String keys. It is required
 * unless it has a default or is {@code @Nullable}; a list or map that may be empty, and a section
 * whose options all have defaults, may be left out as well. A single value is also a list of one.
 *
 * <p>For one thread.
 */
public final class RecordReader {
  /** What a fix for a value looks like. */
  public enum FixForm {
    /** A line of a file: {@code every: 500 ms}. */
    KEY_AND_VALUE,
    /** A cell of a table, or a part of a URI: {@code 500 ms}. */
    VALUE
  }

  private final Problems problems;
  private final ScalarReader scalars;
  private final UnknownKeys unknownKeys;
  private final IdentityHashMap<Option, Slot> presets = new IdentityHashMap<>();

  /** For files with keys and values. */
  public RecordReader(Problems problems, Secrets secrets) {
    this(problems, secrets, FixForm.KEY_AND_VALUE);
  }

  public RecordReader(Problems problems, Secrets secrets, FixForm fixes) {
    this.problems = problems;
    this.scalars = new ScalarReader(problems, secrets, fixes);
    this.unknownKeys = new UnknownKeys(problems);
  }

  /** The record, or empty where problems say why not. */
  public <R extends Record> Optional<R> read(Node node, Class<R> type) {
    return section(node, node.at(), "").flatMap(section -> bind(section, type, section.at()));
  }

  /** The same for the value of a key; what is missing inside is told at the key. */
  public <R extends Record> Optional<R> read(Node.Field field, Class<R> type) {
    return section(field.value(), field.at(), field.key())
        .flatMap(section -> bind(section, type, field.at()));
  }

  /**
   * Binds one section to several records that share its keys: what all entries of a file have, and
   * what their kind adds.
   *
   * @param read keys that somebody else has read already: {@code kind}
   * @return the records in the order of {@code types}, or empty where problems say why not
   */
  public Optional<List<Record>> readTogether(
      Node.Field field, List<Class<? extends Record>> types, List<String> read) {
    Node.Section section = section(field.value(), field.at(), field.key()).orElse(null);
    if (section == null) {
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>(read);
    types.forEach(type -> keys.addAll(RecordShape.of(type).keys()));
    UnknownKeys.Found unknown = unknownKeys.in(section, keys);
    List<Record> records = new ArrayList<>();
    for (Class<? extends Record> type : types) {
      fill(section, RecordShape.of(type), field.at(), unknown).ifPresent(records::add);
    }
    return unknown.none() && records.size() == types.size()
        ? Optional.of(records)
        : Optional.empty();
  }

  /** Binds an endpoint's parameters: texts by key, by the same rules. */
  public <R extends Record> Optional<R> read(
      SourceFile uri, Map<String, String> parameters, Class<R> type) {
    List<Node.Field> fields = new ArrayList<>();
    parameters.forEach(
        (key, value) -> {
          Position at = uri.at(1, Math.max(0, uri.text().indexOf(key)) + 1);
          fields.add(new Node.Field(at, key, new Node.Text(at, value, true)));
        });
    return bind(new Node.Section(uri.at(1, 1), fields), type, uri.at(1, 1));
  }

  /** The node as a section, or empty where it is none and a problem says so. */
  public Optional<Node.Section> section(Node node, Position at, String key) {
    if (node instanceof Node.Section section) {
      return Optional.of(section);
    }
    String name = key.isEmpty() ? "" : key + ": ";
    if (node instanceof Node.Text text && text.nothing()) {
      problems.error(
          at,
          Code.MISSING_VALUE,
          name + "nothing is written here; its lines must be indented below it");
    } else if (!(node instanceof Node.Text text) || !unknownKeys.missingBlank(text)) {
      problems.error(
          node.at(),
          Code.WRONG_SHAPE,
          name + "keys with values are needed here, not " + node.shape());
    }
    return Optional.empty();
  }

  private <R extends Record> Optional<R> bind(Node.Section section, Class<R> type, Position at) {
    RecordShape<R> shape = RecordShape.of(type);
    UnknownKeys.Found unknown = unknownKeys.in(section, shape.keys());
    Optional<R> bound = fill(section, shape, at, unknown);
    return unknown.none() ? bound : Optional.empty();
  }

  private <R extends Record> Optional<R> fill(
      Node.Section section, RecordShape<R> shape, Position at, UnknownKeys.Found unknown) {
    @Nullable Object[] values = new @Nullable Object[shape.options().size()];
    boolean complete = true;
    for (int i = 0; i < values.length; i++) {
      Option option = shape.options().get(i);
      Node.Field field = section.field(option.key()).orElse(null);
      Slot slot = Slot.BAD;
      if (field != null) {
        slot = present(option, field);
      } else if (!unknown.meant().contains(option.key())) {
        slot = absent(option, at);
      }
      complete &= slot.ok();
      values[i] = slot.value();
    }
    if (!complete) {
      return Optional.empty();
    }
    try {
      return Optional.of(shape.create(values));
    } catch (IllegalArgumentException rule) {
      problems.error(at, Code.CONTRADICTION, String.valueOf(rule.getMessage()));
      return Optional.empty();
    }
  }

  private Slot present(Option option, Node.Field field) {
    if (field.value() instanceof Node.Text text && text.nothing()) {
      problems.error(
          field.at(),
          Code.MISSING_VALUE,
          option.key() + " has no value; write one, or delete the key to take its default");
      return Slot.BAD;
    }
    Slot slot = value(option.type(), field.value(), option, field.at());
    return slot.ok() && slot.value() != null ? limited(option, field.value(), slot) : slot;
  }

  private Slot limited(Option option, Node node, Slot slot) {
    Object value = slot.value();
    Optional<String> allowed = value == null ? Optional.empty() : Limits.broken(option, value);
    if (allowed.isEmpty()) {
      return slot;
    }
    boolean secret = node instanceof Node.Text text && text.value().contains("${secret:");
    String read =
        secret || value instanceof Secret
            ? "the secret"
            : node instanceof Node.Text text
                ? "\"" + Masking.value(option.key(), text.value()) + "\""
                : node.shape();
    problems.error(
        node.at(),
        Code.OUT_OF_RANGE,
        option.key() + " is " + read + "; allowed is " + allowed.get());
    return Slot.BAD;
  }

  private Slot absent(Option option, Position at) {
    String preset = option.defaultText();
    if (preset != null) {
      return presets.computeIfAbsent(option, one -> preset(one, preset));
    }
    if (option.nullable()) {
      return Slot.of(null);
    }
    Class<?> type = raw(option.type());
    if (option.mayBeLeftOut()) {
      return type == List.class
          ? Slot.of(List.of())
          : value(option.type(), new Node.Section(at, List.of()), option, at);
    }
    String about = option.description().isEmpty() ? "" : ": " + option.description();
    problems.error(at, Code.MISSING_KEY, option.key() + " is missing" + about);
    return Slot.BAD;
  }

  /** A default is read like any other value; one that cannot be read is our bug. */
  private static Slot preset(Option option, String preset) {
    Problems bugs = new Problems();
    RecordReader reader = new RecordReader(bugs, Secrets.none());
    SourceFile source = new SourceFile("default of " + option.key(), preset);
    Node node =
        ScalarReader.reads(raw(option.type()))
            ? new Node.Text(source.at(1, 1), preset, true)
            : new YamlReader(bugs).read(source).orElseThrow();
    Slot slot = reader.present(option, new Node.Field(source.at(1, 1), option.key(), node));
    if (!slot.ok()) {
      throw new IllegalStateException("bad default: " + bugs.sorted());
    }
    return slot;
  }

  private Slot value(Type type, Node node, Option option, Position at) {
    Class<?> raw = raw(type);
    if (raw == List.class) {
      return list(argument(type, 0), node, option);
    }
    if (raw == Map.class) {
      return map(argument(type, 1), node, option, at);
    }
    if (ScalarReader.reads(raw)) {
      return scalar(raw, node, option);
    }
    if (!raw.isRecord()) {
      throw new IllegalStateException(option.key() + ": no option can have the type " + type);
    }
    return section(node, at, option.key())
        .flatMap(section -> bind(section, raw.asSubclass(Record.class), at))
        .map(Slot::of)
        .orElse(Slot.BAD);
  }

  private Slot scalar(Class<?> type, Node node, Option option) {
    if (node instanceof Node.Text text) {
      return scalars.read(type, text, option);
    }
    problems.error(
        node.at(),
        Code.WRONG_SHAPE,
        option.key() + ": a single value is needed here, not " + node.shape());
    return Slot.BAD;
  }

  private Slot list(Type element, Node node, Option option) {
    List<Node> nodes = node instanceof Node.Items items ? items.nodes() : List.of(node);
    List<Object> values = new ArrayList<>();
    boolean complete = true;
    for (Node one : nodes) {
      Slot slot = value(element, one, option, one.at());
      complete &= slot.ok();
      if (slot.value() != null) {
        values.add(slot.value());
      }
    }
    return complete ? Slot.of(List.copyOf(values)) : Slot.BAD;
  }

  private Slot map(Type element, Node node, Option option, Position at) {
    Node.Section section = section(node, at, option.key()).orElse(null);
    if (section == null) {
      return Slot.BAD;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    boolean complete = true;
    for (Node.Field field : section.fields()) {
      Slot slot = value(element, field.value(), option, field.at());
      complete &= slot.ok();
      if (slot.value() != null) {
        values.put(field.key(), slot.value());
      }
    }
    return complete ? Slot.of(Collections.unmodifiableMap(values)) : Slot.BAD;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return raw;
    }
    throw new IllegalStateException("no option can have the type " + type);
  }

  private static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw new IllegalStateException(type + " needs type arguments to be read");
  }
}
