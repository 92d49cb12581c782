package io.sluice.gateway.assets;

import io.sluice.analytics.Row;
import io.sluice.analytics.Verdict;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Scan;
import io.sluice.connectors.StatusCode;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An asset's tags as columns, and the newest sample of each. Updates and reads are confined to the
 * asset's loop; the columns never change.
 */
public final class AssetSamples {
  /** A group is stale when nothing was heard of it for this many intervals. */
  private static final int STALE_INTERVALS = 5;

  /** Whatever the interval, silence shorter than this is jitter. */
  private static final long STALE_FLOOR_NANOS = 1_000_000_000L;

  private final String asset;
  private final List<Tag> tags;
  private final IdentityHashMap<TagGroup, Source> sources = new IdentityHashMap<>();
  private final Source[] sourceOf;
  private final double[] values;
  private final int[] status;

  /**
   * @param groups every group that may carry tags of the asset
   * @param tags the asset's numeric tags, in column order
   */
  public AssetSamples(String asset, List<TagGroup> groups, List<Tag> tags) {
    this.asset = asset;
    this.tags = List.copyOf(tags);
    this.values = new double[tags.size()];
    this.status = new int[tags.size()];
    this.sourceOf = new Source[tags.size()];
    Arrays.fill(status, StatusCode.BAD_WAITING_FOR_INITIAL_DATA.code());
    Map<String, Integer> columns = new HashMap<>();
    for (int column = 0; column < tags.size(); column++) {
      columns.put(tags.get(column).name(), column);
    }
    for (TagGroup group : groups) {
      Source source = new Source(group, columns);
      if (source.tags.length > 0) {
        sources.put(group, source);
        assign(source);
      }
    }
    for (int column = 0; column < tags.size(); column++) {
      if (sourceOf[column] == null) {
        throw new IllegalArgumentException(tags.get(column).name() + " is in none of the groups");
      }
    }
  }

  /** The numeric tags of {@code all}: a text has no column. */
  public static List<Tag> numeric(List<Tag> all) {
    List<Tag> numeric = new ArrayList<>(all);
    numeric.removeIf(tag -> tag.type() == DataType.STRING);
    return numeric;
  }

  public String asset() {
    return asset;
  }

  /** Column order. */
  public List<Tag> tags() {
    return tags;
  }

  /** True where scans of the group carry tags of this asset. Any thread. */
  public boolean concerns(TagGroup group) {
    return sources.containsKey(group);
  }

  /** Takes in a scan that may carry tags of this asset. */
  public void update(Scan scan) {
    Source source = sources.get(scan.group());
    if (source == null) {
      return;
    }
    source.heardNanos = scan.readNanos();
    source.heard = true;
    if (scan.size() > source.tags.length) {
      takeOwn(source, scan);
    } else {
      for (int i = 0; i < scan.size(); i++) {
        take(source.columnOf[scan.tagIndex(i)], scan, i);
      }
    }
  }

  /** From a large scan of which this asset has a few tags: a hundred assets may share it. */
  private void takeOwn(Source source, Scan scan) {
    for (int tag : source.tags) {
      int newest = scan.newest(tag);
      if (newest >= 0) {
        take(source.columnOf[tag], scan, newest);
      }
    }
  }

  private void take(int column, Scan scan, int sample) {
    if (column >= 0) {
      status[column] = scan.status(sample);
      if (scan.hasValue(sample)) {
        values[column] = scan.value(sample);
      }
    }
  }

  /** Status code of a column; waiting for initial data before its first sample. */
  public int status(int column) {
    return status[column];
  }

  /** Value of a column whose status is not Bad. */
  public double value(int column) {
    return values[column];
  }

  /** True where the column's group has been silent for too long before {@code nowNanos}. */
  public boolean stale(int column, long nowNanos) {
    Source source = sourceOf[column];
    return !source.heard || nowNanos - source.heardNanos > source.staleNanos;
  }

  /**
   * Writes the asset as it is at this moment into a row: a cell is unusable where its sample is not
   * Good or its group has been silent.
   */
  public void fill(Row row, long nowNanos) {
    row.time(nowNanos);
    for (int column = 0; column < values.length; column++) {
      if (!StatusCode.isGood(status[column])) {
        row.unusable(column, Verdict.BAD_QUALITY);
      } else if (stale(column, nowNanos)) {
        row.unusable(column, Verdict.STALE);
      } else {
        row.set(column, values[column]);
      }
    }
  }

  private void assign(Source source) {
    for (int column : source.columnOf) {
      if (column >= 0) {
        sourceOf[column] = source;
      }
    }
  }

  private static final class Source {
    /** By tag of the group, -1 for one that is not the asset's. */
    private final int[] columnOf;

    /** The asset's tags, by their place in the group. */
    private final int[] tags;

    private final long staleNanos;
    private long heardNanos;
    private boolean heard;

    Source(TagGroup group, Map<String, Integer> columns) {
      columnOf =
          group.tags().stream().mapToInt(tag -> columns.getOrDefault(tag.name(), -1)).toArray();
      tags = IntStream.range(0, columnOf.length).filter(tag -> columnOf[tag] >= 0).toArray();
      staleNanos = Math.max(STALE_FLOOR_NANOS, STALE_INTERVALS * group.interval().toNanos());
    }
  }
}
