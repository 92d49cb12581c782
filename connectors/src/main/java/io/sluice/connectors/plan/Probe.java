package io.sluice.connectors.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a new connection is proven with: a block of a group.
 *
 * @param group whose plan hears whether it was answered
 */
public record Probe(GroupPlan group, Block block) {
  /**
   * The next one: of the blocks that have always been answered, or else of the suspect ones. Empty
   * where no group has a tag.
   */
  public static Optional<Probe> next(List<GroupPlan> groups) {
    return groups.stream()
        .filter(group -> !group.plan().blocks().isEmpty())
        .findFirst()
        .or(() -> groups.stream().filter(group -> group.plan().probe() != null).findFirst())
        .flatMap(Probe::of);
  }

  private static Optional<Probe> of(GroupPlan group) {
    return Optional.ofNullable(group.plan().probe()).map(block -> new Probe(group, block));
  }
}
