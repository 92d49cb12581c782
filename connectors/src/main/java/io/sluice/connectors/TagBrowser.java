package io.sluice.connectors;

import java.time.Duration;
import java.util.List;

/**
 * Looks around at a peer that can list its points. Connects by itself, with the user's own options,
 * and lets go before it returns; it scans and writes nothing.
 */
public interface TagBrowser {
  /**
   * Walks what lies below a node, breadth first; a node that is reached twice is told once. Blocks,
   * bounded by the limits and by the connection's timeout; used by one thread.
   *
   * @param start address of the node to begin with, empty for the peer's root
   * @throws UnreachableException where the peer is not there, refuses, or has no such node
   * @throws InterruptedException where the caller gave up
   */
  Found browse(String start, Limits limits) throws UnreachableException, InterruptedException;

  /**
   * How far to walk.
   *
   * @param depth levels below the start, at least 1
   * @param nodes most nodes told, at least 1
   * @param within longest time for all of it
   */
  record Limits(int depth, int nodes, Duration within) {
    public Limits {
      if (depth < 1 || depth > 100) {
        throw new IllegalArgumentException("depth is " + depth + ", allowed is 1 to 100");
      }
      if (nodes < 1 || nodes > 1_000_000) {
        throw new IllegalArgumentException("nodes is " + nodes + ", allowed is 1 to 1000000");
      }
    }
  }

  /**
   * What was found.
   *
   * @param nodes each before what lies below it
   * @param leftOut why there may be more than this, one sentence each; empty where this is all
   */
  record Found(List<BrowsedNode> nodes, List<String> leftOut) {
    public Found {
      nodes = List.copyOf(nodes);
      leftOut = List.copyOf(leftOut);
    }
  }
}
