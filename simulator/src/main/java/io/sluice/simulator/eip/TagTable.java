package io.sluice.simulator.eip;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tags in memory, without a process behind them; all may be written. Thread-safe. */
public final class TagTable implements ControllerTags {
  private final Map<String, ControllerTag> tags = new ConcurrentSkipListMap<>();
  private final Map<String, byte[]> values = new ConcurrentHashMap<>();

  /** Sets a scalar, which is there from now on. */
  public TagTable put(String name, CipType type, double value) {
    return put(new ControllerTag(name, type, 0), type.bytes(value));
  }

  /** Sets an array. */
  public TagTable putArray(String name, CipType type, double... elements) {
    byte[] bytes = new byte[elements.length * type.size()];
    for (int i = 0; i < elements.length; i++) {
      System.arraycopy(type.bytes(elements[i]), 0, bytes, i * type.size(), type.size());
    }
    return put(new ControllerTag(name, type, elements.length), bytes);
  }

  /** Sets a STRING. */
  public TagTable putText(String name, String value) {
    return put(new ControllerTag(name, CipType.STRING, 0), CipType.text(value));
  }

  /** Takes a tag away, as an online edit of the program does. */
  public void remove(String name) {
    tags.remove(key(name));
    values.remove(key(name));
  }

  /** What a scalar holds now. */
  public double number(String name) {
    ControllerTag tag = find(name).orElseThrow();
    return tag.type().number(read(tag, 0, 1));
  }

  @Override
  public List<ControllerTag> all() {
    return List.copyOf(tags.values());
  }

  @Override
  public Optional<ControllerTag> find(String name) {
    return Optional.ofNullable(tags.get(key(name)));
  }

  @Override
  public byte[] read(ControllerTag tag, int first, int count) {
    int size = tag.type().size();
    byte[] part = new byte[count * size];
    System.arraycopy(held(tag), first * size, part, 0, part.length);
    return part;
  }

  @Override
  public Writing write(ControllerTag tag, int first, byte[] elements) {
    byte[] all = held(tag).clone();
    System.arraycopy(elements, 0, all, first * tag.type().size(), elements.length);
    values.put(key(tag.name()), all);
    return Writing.ACCEPTED;
  }

  private TagTable put(ControllerTag tag, byte[] bytes) {
    values.put(key(tag.name()), bytes);
    tags.put(key(tag.name()), tag);
    return this;
  }

  private byte[] held(ControllerTag tag) {
    byte[] held = values.get(key(tag.name()));
    return held == null ? new byte[tag.elements() * tag.type().size()] : held;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
