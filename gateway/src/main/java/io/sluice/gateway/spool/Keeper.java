package io.sluice.gateway.spool;

import io.sluice.connectors.PlantClock;
import io.sluice.gateway.options.Size;
import io.sluice.gateway.spool.Commit.Moment;
import io.sluice.gateway.spool.Commit.Work;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps table, marker and ledger in step, and the table alive: reopens it after a failure, finds
 * out whether the commit in doubt is on disk, repairs or sets aside what is damaged. One owner at a
 * time.
 */
final class Keeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Keeper.class);

  private static final int MOST_STRIKES = 3;

  private final SpoolFiles files;
  private final SpoolOptions options;
  private final PlantClock clock;
  private final DiskSpace disk;
  private final FreshGaps fresh = new FreshGaps();

  private @Nullable Store store;
  private @Nullable Marker marker;
  private Ledger ledger = new Ledger();
  private AgeClock age;
  private @Nullable Commit inDoubt;
  private SpoolCounts.State state = SpoolCounts.State.OPEN;
  private String problem = "";
  private long cursor = Long.MIN_VALUE;
  private long seenUpTo;
  private int generation;

  /** Failures in a row that speak of damage, not of the disk. */
  private int strikes;

  private Keeper(SpoolFiles files, SpoolOptions options, PlantClock clock, DiskSpace disk) {
    this.files = files;
    this.options = options;
    this.clock = clock;
    this.disk = disk;
    this.age = new AgeClock(clock, 0);
  }

  static Keeper open(SpoolFiles files, SpoolOptions options, PlantClock clock, DiskSpace disk)
      throws SpoolException {
    Keeper keeper = new Keeper(files, options, clock, disk);
    try {
      keeper.openStore();
    } catch (SQLException | IOException e) {
      keeper.close();
      throw new SpoolException(
          files.name()
              + ": cannot open the spool in "
              + files.directory()
              + ": "
              + Recovery.firstLine(e)
              + "; check that the disk has room and the files belong to the gateway's user",
          e);
    }
    keeper.age = new AgeClock(clock, keeper.ledger.ageClock);
    // Whatever is found may have been sent just before the crash.
    keeper.seenUpTo = keeper.ledger.nextId - 1;
    keeper.fresh.clear();
    keeper.warnOfSmallDisk();
    return keeper;
  }

  /**
   * Reopens the table where it failed.
   *
   * @return the commit that was in doubt, where it turned out to be on disk; null otherwise
   */
  @Nullable Commit revive() {
    if (store != null) {
      return null;
    }
    try {
      openStore();
    } catch (SQLException | IOException e) {
      failed(e);
      return null;
    }
    Commit doubted = inDoubt;
    inDoubt = null;
    if (doubted == null || doubted.number() != ledger.number) {
      return null;
    }
    doubted.noteGaps();
    works();
    return doubted;
  }

  /** True where the table is open and the disk has room for more records. */
  boolean room() {
    if (store == null) {
      return false;
    }
    boolean enough = usable() >= options.reserve().bytes();
    if (!enough && state == SpoolCounts.State.OPEN) {
      state = SpoolCounts.State.DISK_FULL;
      problem =
          "the disk has less than "
              + options.reserve()
              + " free: new records wait in memory, then are declared as a gap; free disk space";
      log.warn("{}: {}", files.name(), problem);
    } else if (enough && state == SpoolCounts.State.DISK_FULL) {
      state = SpoolCounts.State.OPEN;
      log.info("{}: the disk has room again, records are written", files.name());
    }
    return enough;
  }

  /**
   * Writes the work; returns what was done, or null where it is not, or not known to be, on disk.
   */
  @Nullable Commit write(Work work) {
    Store open = store;
    Marker witness = marker;
    if (open == null || witness == null || usable() < options.reserve().bytes() / 4) {
      return null;
    }
    Commit commit = new Commit(ledger, options, fresh, work, new Moment(clock.now(), age.now()));
    try {
      commit.stage(open, generation);
      Trimmer.run(commit, open, options, cursor);
      if (commit.empty()) {
        open.rollback();
        works();
        return commit;
      }
      commit.finish(open);
      inDoubt = commit;
      open.commit();
      witness.append(commit.number(), commit.streams(), commit.lost());
      inDoubt = null;
      commit.apply(ledger);
      strikes = 0;
      works();
    } catch (SQLException | IOException e) {
      failed(e);
      return null;
    }
    tidy(witness);
    return commit;
  }

  private void works() {
    if (state == SpoolCounts.State.REOPENING) {
      state = SpoolCounts.State.OPEN;
      log.info("{}: the spool is written again", files.name());
    }
  }

  /** The commit holds whatever becomes of this. */
  private void tidy(Marker witness) {
    try {
      witness.tidy(ledger);
    } catch (IOException e) {
      failed(e);
    }
  }

  /** The oldest records that nobody holds; none where the table is not open. */
  Read read(int most) {
    Store open = store;
    if (open == null) {
      return new Read(List.of(), 0, generation);
    }
    try {
      List<Row> rows = open.read(cursor, most);
      if (!rows.stream().allMatch(Row::sound)) {
        repair(open);
        rows = open.read(cursor, most);
      }
      strikes = rows.isEmpty() ? strikes : 0;
      return taken(rows);
    } catch (SQLException | IOException e) {
      failed(e);
      return new Read(List.of(), 0, generation);
    }
  }

  /** Rows that were read, ready to hand out. */
  record Read(List<StoredRecord> records, long cost, int generation) {}

  /** Takes back what was read since; marked where it may have been sent. */
  void rewind(Batch batch, boolean maybeSent) {
    if (batch.generation() != generation) {
      return;
    }
    cursor = Math.min(cursor, batch.firstId() - 1);
    if (maybeSent) {
      seenUpTo = Math.max(seenUpTo, batch.lastId());
    }
  }

  /** When the oldest record was appended, in ms on the age clock; now where there is none. */
  long oldest() {
    Store open = store;
    try {
      List<Row> first = open == null ? List.of() : open.read(Long.MIN_VALUE, 1);
      return first.isEmpty() ? age.now() : first.get(0).appended();
    } catch (SQLException e) {
      failed(e);
      return age.now();
    }
  }

  Ledger.Totals totals() {
    return ledger.totals();
  }

  SpoolCounts.State state() {
    return state;
  }

  String problem() {
    return problem;
  }

  AgeClock age() {
    return age;
  }

  @Override
  public void close() {
    closeStore();
  }

  private Read taken(List<Row> rows) {
    long cost = 0;
    List<StoredRecord> records = new ArrayList<>(rows.size());
    for (Row row : rows) {
      records.add(row.stored(row.id() <= seenUpTo));
      fresh.remove(row.id());
      cost += row.cost();
    }
    if (!rows.isEmpty()) {
      cursor = rows.get(rows.size() - 1).id();
    }
    return new Read(List.copyOf(records), cost, generation);
  }

  private void openStore() throws SQLException, IOException {
    Recovery recovery = recovery();
    Recovery.Opened opened = strikes < MOST_STRIKES ? recovery.open() : recovery.replace(problem);
    try {
      adopt(opened);
      opened.store().force();
      marker = Marker.begin(files.marker(), ledger);
      store = opened.store();
    } finally {
      if (store == null) {
        opened.store().close();
      }
    }
  }

  private void repair(Store open) throws SQLException, IOException {
    Marker witness = marker;
    adopt(recovery().repair(open, ledger));
    if (witness != null) {
      witness.close();
    }
    marker = Marker.begin(files.marker(), ledger);
  }

  private Recovery recovery() {
    return new Recovery(files, ledger.nextId, new Moment(clock.now(), age.now()));
  }

  /** After a repair, batches that are out and the commit in doubt belong to the time before. */
  private void adopt(Recovery.Opened opened) {
    ledger = opened.ledger();
    String repaired = opened.repaired();
    if (repaired != null) {
      strikes = 0;
      generation++;
      seenUpTo = Math.max(seenUpTo, ledger.nextId - 1);
      cursor = Long.MIN_VALUE;
      fresh.clear();
      inDoubt = null;
      report(repaired);
    }
  }

  private void report(String what) {
    problem = what;
    log.error("{}: {}", files.name(), what);
  }

  private void failed(Exception e) {
    if (state != SpoolCounts.State.REOPENING) {
      problem =
          causedByFullDisk(e)
              ? "the disk is full: new records wait in memory, then are declared as a gap; free disk"
                  + " space"
              : "writing failed: "
                  + Recovery.firstLine(e)
                  + "; the spool is tried again each second";
      log.warn("{}: {}", files.name(), problem);
    }
    if (e instanceof SQLException sql && Store.damage(sql)) {
      strikes++;
    }
    log.debug("spool failure", e);
    state = SpoolCounts.State.REOPENING;
    closeStore();
  }

  private static boolean causedByFullDisk(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && String.valueOf(cause).contains("No space left")) {
        return true;
      }
    }
    return false;
  }

  private void closeStore() {
    Store open = store;
    Marker witness = marker;
    store = null;
    marker = null;
    if (open != null) {
      open.close();
    }
    if (witness != null) {
      try {
        witness.close();
      } catch (IOException e) {
        log.debug("marker not closed: {}", e.toString());
      }
    }
  }

  private long usable() {
    try {
      return disk.usable(files.directory());
    } catch (IOException e) {
      log.debug("free space not had: {}", e.toString());
      return 0;
    }
  }

  private void warnOfSmallDisk() {
    long most = usable() + files.databaseBytes() - options.reserve().bytes();
    if (options.maxBytes().bytes() > most) {
      problem =
          "max-bytes is "
              + options.maxBytes()
              + ", and the disk has room for "
              + new Size(Math.max(0, most));
      log.warn("{}: {}; the disk will be full before the spool is", files.name(), problem);
    }
  }
}
