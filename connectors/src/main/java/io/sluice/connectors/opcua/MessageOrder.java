package io.sluice.connectors.opcua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The notification messages of one subscription, put into the order of their sequence numbers (OPC
 * 10000-4, 7.26): each is given out once, none before those ahead of it have come or are known to
 * be gone, and every one that is gone is counted. Numbers run from 1 to 2^32 - 1 and then from 1
 * again.
 *
 * <p>Pure; for one thread.
 *
 * @param <T> a message
 */
final class MessageOrder<T> {
  /** Further ahead than any server keeps messages: its numbers cannot be believed. */
  static final int FURTHEST = 4_096;

  private static final long NUMBERS = 0xFFFF_FFFFL;

  /** By distance from the first number ever expected, so that it is sorted over the wrap. */
  private final TreeMap<Long, T> held = new TreeMap<>();

  private final Set<Long> asked = new HashSet<>();
  private final Set<Long> gone = new HashSet<>();
  private final Set<Long> uncounted = new HashSet<>();
  private final long origin;
  private long position;
  private long end;
  private long lost;

  /** Expects the first message of a new subscription. */
  MessageOrder() {
    this(1);
  }

  /** Expects this number next. */
  MessageOrder(long expected) {
    this.origin = expected;
  }

  /** The number that follows. */
  static long after(long number) {
    return number >= NUMBERS ? 1 : number + 1;
  }

  /** Whether one number comes after another, near it. */
  static boolean later(long one, long other) {
    long ahead = Math.floorMod(one - other, NUMBERS);
    return ahead > 0 && ahead <= NUMBERS / 2;
  }

  /** The number that is expected next. */
  long expected() {
    return number(position);
  }

  /**
   * A message came.
   *
   * @return false where its number cannot be one of this subscription
   */
  boolean arrived(long number, T message) {
    long at = positionOf(number);
    if (at >= position + FURTHEST || number < 1) {
      return false;
    }
    if (at >= position && !gone.contains(at)) {
      held.putIfAbsent(at, message);
      end = Math.max(end, at + 1);
    }
    return true;
  }

  /**
   * The server told which number comes next, so that all before it were sent.
   *
   * @return false where it cannot be one of this subscription
   */
  boolean told(long next) {
    long at = positionOf(next);
    if (at >= position + FURTHEST || next < 1) {
      return false;
    }
    end = Math.max(end, at);
    return true;
  }

  /**
   * Numbers that are missing and were not given out here before, to be asked for; the first few.
   */
  List<Long> missing(int most) {
    List<Long> numbers = new ArrayList<>();
    for (long at = position; at < end && numbers.size() < most; at++) {
      if (!held.containsKey(at) && !gone.contains(at) && asked.add(at)) {
        numbers.add(number(at));
      }
    }
    return numbers;
  }

  /** Whoever asked is gone: all that is missing may be asked for once more. */
  void askAnew() {
    asked.clear();
  }

  /** A missing message cannot be had any more. */
  void gone(long number) {
    long at = positionOf(number);
    if (at >= position && at < end && !held.containsKey(at)) {
      gone.add(at);
    }
  }

  /** A missing message was never meant for this session: it is passed over and not counted. */
  void foreign(long number) {
    gone(number);
    uncounted.add(positionOf(number));
  }

  /** The next message in order, where it is here. */
  Optional<T> next() {
    while (gone.remove(position)) {
      lost += uncounted.remove(position) ? 0 : 1;
      step();
    }
    T message = held.remove(position);
    if (message != null) {
      step();
    }
    return Optional.ofNullable(message);
  }

  /** Messages lost for good since last asked. */
  long takeLost() {
    long count = lost;
    lost = 0;
    return count;
  }

  private void step() {
    asked.remove(position);
    position++;
    end = Math.max(end, position);
  }

  /** Where a number stands; before {@link #position} where it is one of the past. */
  private long positionOf(long number) {
    long ahead = Math.floorMod(number - expected(), NUMBERS);
    return ahead <= NUMBERS / 2 ? position + ahead : position - (NUMBERS - ahead);
  }

  private long number(long at) {
    return Math.floorMod(origin - 1 + at, NUMBERS) + 1;
  }
}
