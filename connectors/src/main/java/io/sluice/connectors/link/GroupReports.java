package io.sluice.connectors.link;

import io.sluice.connectors.Missed;
import io.sluice.connectors.Scan;
import io.sluice.connectors.TagGroup;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a session's groups report, on its way to the session's owner: after each scan it looks
 * whether a group has trouble, and tells when that changes. Silent once ended. Used on the
 * connection's loop.
 *
 * @param <G> a group at work
 */
public final class GroupReports<G> implements SessionOwner {
  private final SessionOwner owner;
  private final List<G> groups;
  private final Function<G, @Nullable String> trouble;
  private boolean ended;
  private @Nullable String told;

  /**
   * Reports to the owner.
   *
   * @param groups may still grow
   * @param trouble what is wrong with a group, or null
   */
  public GroupReports(SessionOwner owner, List<G> groups, Function<G, @Nullable String> trouble) {
    this.owner = owner;
    this.groups = groups;
    this.trouble = trouble;
  }

  /** From here on nothing is lost any more: it was given up. */
  public void end() {
    ended = true;
  }

  @Override
  public void scan(Scan scan) {
    owner.scan(scan);
    String found = firstTrouble();
    if (!Objects.equals(found, told)) {
      told = found;
      if (found == null) {
        owner.healed();
      } else {
        owner.troubled(found);
      }
    }
  }

  @Override
  public void missed(TagGroup group, Missed why, long scans) {
    owner.missed(group, why, scans);
  }

  @Override
  public void lost(String reason) {
    if (!ended) {
      owner.lost(reason);
    }
  }

  @Override
  public void troubled(String reason) {
    owner.troubled(reason);
  }

  @Override
  public void healed() {
    owner.healed();
  }

  private @Nullable String firstTrouble() {
    for (G group : groups) {
      String found = trouble.apply(group);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
