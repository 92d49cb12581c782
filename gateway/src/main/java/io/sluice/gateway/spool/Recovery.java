package io.sluice.gateway.spool;

import io.sluice.gateway.spool.Commit.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the table whatever has happened to its file: as it is, repaired where the marker knows
 * better, or begun anew with all that could be saved where it does not open.
 */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final SpoolFiles files;
  private final long nextId;
  private final Moment now;

  /**
   * Prepares to open.
   *
   * @param nextId lowest key for new rows
   */
  Recovery(SpoolFiles files, long nextId, Moment now) {
    this.files = files;
    this.nextId = nextId;
    this.now = now;
  }

  /**
   * A table that is open.
   *
   * @param repaired what was wrong and what became of it, null where nothing was
   */
  record Opened(Store store, Ledger ledger, @Nullable String repaired) {}

  /** Opens the table; begins anew by itself only where the file, not the disk, is at fault. */
  Opened open() throws SQLException, IOException {
    Marker.Said said = Marker.read(files.marker());
    try {
      return openFound(said);
    } catch (SQLException e) {
      if (!Store.damage(e) || files.databaseBytes() == 0) {
        throw e;
      }
      log.debug("damaged", e);
      return beginAnew(said, firstLine(e));
    }
  }

  /** Sets the table aside, which opens and then fails, and begins anew. */
  Opened replace(String why) throws SQLException, IOException {
    return beginAnew(Marker.read(files.marker()), why);
  }

  /** Declares what cannot be read in a table that is open. */
  Opened repair(Store store, Ledger before) throws SQLException {
    Ledger ledger = Repair.run(store, null, nextId, now);
    long found = ledger.totals().gaps() - before.totals().gaps();
    return new Opened(
        store, ledger, "records on disk did not match their checksums: " + tally(found, ledger));
  }

  static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse("").replaceAll("\\s*\\[[0-9-]+]$", "");
    return line.length() <= 160 ? line : line.substring(0, 160) + " …";
  }

  private Opened openFound(Marker.@Nullable Said said) throws SQLException {
    Store store = Store.open(files.database());
    try {
      Ledger found = store.load();
      if (said == null && found.number > 0) {
        log.warn("{}: {} was not there; a new one is begun", files.name(), files.marker());
      }
      if (said == null || said.number() <= found.number) {
        return new Opened(store, found, null);
      }
      return restored(store, said, "an older state of the spool was found");
    } catch (SQLException e) {
      store.close();
      throw e;
    }
  }

  private Opened beginAnew(Marker.@Nullable Said said, String why)
      throws SQLException, IOException {
    Path aside = files.setAside(now.time());
    Store store = Store.open(files.database());
    try {
      long saved = Salvage.copy(SpoolFiles.withoutEnding(aside), store);
      log.warn("{}: {} records could be read from {}", files.name(), saved, aside);
      return restored(store, said, "damage (" + why + "), the old file is kept as " + aside);
    } catch (SQLException e) {
      store.close();
      throw e;
    }
  }

  private Opened restored(Store store, Marker.@Nullable Said said, String what)
      throws SQLException {
    Ledger ledger = Repair.run(store, said, nextId, now);
    if (said == null) {
      return new Opened(
          store, ledger, what + ": the marker is lost too, so numbers may be given out again");
    }
    long before = said.streams().values().stream().mapToLong(StreamState::gaps).sum();
    return new Opened(store, ledger, what + ": " + tally(ledger.totals().gaps() - before, ledger));
  }

  private static String tally(long lost, Ledger ledger) {
    return lost + " records are declared lost, " + ledger.totals().rows() + " are there";
  }
}
