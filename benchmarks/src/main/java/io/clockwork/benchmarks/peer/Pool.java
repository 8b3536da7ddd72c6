package io.clockwork.benchmarks.peer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections to the database of a run. */
final class Pool {
  private Pool() {}

  /** Opens as many connections as a scheduler with these workers can use at a time. */
  static HikariDataSource open(Setup setup) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(setup));
    config.setUsername("postgres");
    config.setPassword("");
    config.setMaximumPoolSize(size(setup));
    return new HikariDataSource(config);
  }

  static String url(Setup setup) {
    String url = setup.option("jdbc", "");
    if (url.isEmpty()) {
      throw new IllegalStateException(setup.peer() + " needs a database");
    }
    // Inserts of a batch go out as one statement, as each of these schedulers' users would set it.
    return url + "?reWriteBatchedInserts=true";
  }

  static int size(Setup setup) {
    return setup.workers() + 3;
  }

  /**
   * Runs statements that make tables, unless an earlier member has. Members start one by one where
   * the scheduler does not make its tables itself, and only member 0 does it.
   */
  static void create(Setup setup, HikariDataSource pool, String script) throws SQLException {
    if (setup.index() != 0) {
      return;
    }
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }
}
