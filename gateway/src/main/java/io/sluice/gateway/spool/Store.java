package io.sluice.gateway.spool;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * The table on disk: H2, embedded, one connection, one owner. Nothing holds before {@link #commit}
 * has returned; after any exception the connection is of no use and a new store is opened.
 */
final class Store implements AutoCloseable {
  /**
   * WRITE_DELAY=0 writes at commit and CHECKPOINT SYNC forces to disk: only both together survive
   * kill and power cut. The short RETENTION_TIME keeps the file small under delete-after-delivery.
   * Never AUTO_SERVER: it listens on all interfaces.
   */
  private static final String SETTINGS =
      ";WRITE_DELAY=0;RETENTION_TIME=1000;CACHE_SIZE=4096;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS record(id BIGINT PRIMARY KEY, stream VARCHAR(200) NOT NULL,"
              + " seq BIGINT NOT NULL, upto BIGINT NOT NULL, kind VARCHAR(40) NOT NULL, seconds"
              + " BIGINT NOT NULL, nanos INT NOT NULL, appended BIGINT NOT NULL, body VARCHAR NOT"
              + " NULL, crc INT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS stream(name VARCHAR(200) PRIMARY KEY, last BIGINT NOT NULL,"
              + " settled BIGINT NOT NULL, delivered BIGINT NOT NULL, gaps BIGINT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS lost(reason VARCHAR(40) PRIMARY KEY, amount BIGINT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS ledger(one INT PRIMARY KEY, number BIGINT NOT NULL, next_id"
              + " BIGINT NOT NULL, records BIGINT NOT NULL, gap_records BIGINT NOT NULL, bytes"
              + " BIGINT NOT NULL, age_clock BIGINT NOT NULL)");

  private static final String INSERT = "INSERT INTO record VALUES(?,?,?,?,?,?,?,?,?,?)";
  private static final String DELETE = "DELETE FROM record WHERE id BETWEEN ? AND ?";
  private static final String READ =
      "SELECT id, stream, seq, upto, kind, seconds, nanos, appended, body, crc FROM record WHERE id"
          + " > ? ORDER BY id LIMIT ?";

  private final Connection connection;

  private Store(Connection connection) {
    this.connection = connection;
  }

  /** Opens or makes the database. */
  static Store open(Path database) throws SQLException {
    Connection connection = connect(database);
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : TABLES) {
        statement.execute(table);
      }
      connection.commit();
    } catch (SQLException e) {
      closeQuietly(connection);
      throw e;
    }
    return new Store(connection);
  }

  /** True where the file itself is at fault, and not the disk under it or another process. */
  static boolean damage(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MVStoreException store
          && store.getErrorCode() == DataUtils.ERROR_WRITING_FAILED) {
        return false;
      }
    }
    return switch (e.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.DATABASE_IS_CLOSED -> false;
      case ErrorCode.DATABASE_CALLED_AT_SHUTDOWN, ErrorCode.OUT_OF_MEMORY -> false;
      default -> true;
    };
  }

  /** The state at the last commit. */
  Ledger load() throws SQLException {
    Ledger ledger = new Ledger();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SELECT * FROM ledger")) {
        if (row.next()) {
          ledger.number = row.getLong("number");
          ledger.nextId = row.getLong("next_id");
          ledger.rows = row.getLong("records");
          ledger.gapRows = row.getLong("gap_records");
          ledger.bytes = row.getLong("bytes");
          ledger.ageClock = row.getLong("age_clock");
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT * FROM stream")) {
        while (row.next()) {
          ledger.put(
              row.getString(1),
              new StreamState(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        }
      }
      try (ResultSet row = statement.executeQuery("SELECT * FROM lost")) {
        while (row.next()) {
          ledger.lost.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return ledger;
  }

  /** Rows behind the id, oldest first. */
  List<Row> read(long after, int most) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, after);
      statement.setInt(2, most);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
    }
    return rows;
  }

  void insert(List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Row row : rows) {
        set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  void delete(List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      for (long id : ids) {
        statement.setLong(1, id);
        statement.setLong(2, id);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Deletes the rows from the first id to the last. */
  void delete(long first, long last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setLong(1, first);
      statement.setLong(2, last);
      statement.executeUpdate();
    }
  }

  void write(Map<String, StreamState> streams, Map<String, Long> lost) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("MERGE INTO stream KEY(name) VALUES(?,?,?,?,?)")) {
      for (Map.Entry<String, StreamState> stream : streams.entrySet()) {
        StreamState state = stream.getValue();
        statement.setString(1, stream.getKey());
        statement.setLong(2, state.last());
        statement.setLong(3, state.settled());
        statement.setLong(4, state.delivered());
        statement.setLong(5, state.gaps());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement =
        connection.prepareStatement("MERGE INTO lost KEY(reason) VALUES(?,?)")) {
      for (Map.Entry<String, Long> loss : lost.entrySet()) {
        statement.setString(1, loss.getKey());
        statement.setLong(2, loss.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  void write(Commit commit) throws SQLException {
    write(commit.streams(), commit.lost());
    write(
        commit.number(),
        commit.nextId(),
        commit.rows(),
        commit.gapRows(),
        commit.bytes(),
        commit.ageClock());
  }

  void write(Ledger ledger, long age) throws SQLException {
    write(ledger.number, ledger.nextId, ledger.rows, ledger.gapRows, ledger.bytes, age);
  }

  private void write(long... columns) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("MERGE INTO ledger KEY(one) VALUES(1,?,?,?,?,?,?)")) {
      for (int i = 0; i < columns.length; i++) {
        statement.setLong(i + 1, columns[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Commits, and returns when it is on disk. */
  void commit() throws SQLException {
    connection.commit();
    force();
  }

  /** Commits; what holds is known after a later commit that forces. */
  void commitUnforced() throws SQLException {
    connection.commit();
  }

  /** Forces to disk what was committed. */
  void force() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }

  private static Connection connect(Path database) throws SQLException {
    try {
      return DriverManager.getConnection("jdbc:h2:file:" + database + SETTINGS, "sa", "");
    } catch (MVStoreException | IllegalArgumentException | IllegalStateException damaged) {
      // Some damage is found before H2 has wrapped its exceptions.
      throw new SQLException(damaged.getMessage(), "HY000", ErrorCode.FILE_CORRUPTED_1, damaged);
    }
  }

  private static Row row(ResultSet result) throws SQLException {
    return new Row(
        result.getLong(1),
        result.getString(2),
        result.getLong(3),
        result.getLong(4),
        result.getString(5),
        Instant.ofEpochSecond(result.getLong(6), result.getInt(7)),
        result.getLong(8),
        result.getString(9),
        result.getInt(10));
  }

  private static void set(PreparedStatement statement, Row row) throws SQLException {
    Instant time = row.time();
    statement.setLong(1, row.id());
    statement.setString(2, row.stream());
    statement.setLong(3, row.seq());
    statement.setLong(4, row.upto());
    statement.setString(5, row.kind());
    statement.setLong(6, time.getEpochSecond());
    statement.setInt(7, time.getNano());
    statement.setLong(8, row.appended());
    statement.setString(9, row.body());
    statement.setInt(10, row.crc());
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyGone) {
      org.slf4j.LoggerFactory.getLogger(Store.class)
          .debug("database closed with {}", alreadyGone.toString());
    }
  }
}
