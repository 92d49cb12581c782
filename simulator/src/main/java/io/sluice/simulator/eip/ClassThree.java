package io.sluice.simulator.eip;

import org.jspecify.annotations.Nullable;

/**
 * One explicit messaging connection. A request that comes again under the sequence count of the one
 * before is not carried out again: it gets the same answer (CIP Networks Library volume 1, 3-4.4).
 */
final class ClassThree {
  private final int id;
  private final Originator originator;
  private final int peerId;
  private final int room;
  private int lastSequence = -1;
  private byte @Nullable [] lastReply;

  /** Who opened it, and under which serial number. */
  record Originator(int serial, int vendor, int device) {}

  /**
   * Opens.
   *
   * @param id by which requests name it
   * @param peerId by which answers name it
   * @param room most bytes of an answer
   */
  ClassThree(int id, Originator originator, int peerId, int room) {
    this.id = id;
    this.originator = originator;
    this.peerId = peerId;
    this.room = room;
  }

  int id() {
    return id;
  }

  Originator originator() {
    return originator;
  }

  int peerId() {
    return peerId;
  }

  int room() {
    return room;
  }

  /** The answer that was given under this count, or null where it is a new one. */
  byte @Nullable [] repeated(int sequence) {
    return sequence == lastSequence ? lastReply : null;
  }

  void answered(int sequence, byte[] reply) {
    lastSequence = sequence;
    lastReply = reply;
  }
}
