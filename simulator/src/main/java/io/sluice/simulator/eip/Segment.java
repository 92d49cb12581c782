package io.sluice.simulator.eip;

/** One step of a CIP path (CIP Networks Library volume 1, appendix C-1). */
sealed interface Segment {
  /** A port and what is behind it: 1 is the backplane, the link its slot. */
  record Port(int port, int link) implements Segment {}

  record ClassId(int id) implements Segment {}

  record InstanceId(int id) implements Segment {}

  record AttributeId(int id) implements Segment {}

  /** An element of an array. */
  record Element(long index) implements Segment {}

  /** A name. */
  record Symbol(String name) implements Segment {}
}
