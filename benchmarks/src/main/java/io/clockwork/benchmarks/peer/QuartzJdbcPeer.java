package io.clockwork.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.quartz.Scheduler;

/** Quartz with its JDBC store, clustered. */
final class QuartzJdbcPeer extends QuartzRamPeer {
  private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

  private final Setup setup;

  QuartzJdbcPeer(Setup setup) {
    super(setup);
    this.setup = setup;
  }

  @Override
  public boolean preparesAlone() {
    return true;
  }

  @Override
  Properties properties() {
    Properties properties = super.properties();
    if (setup.option("tuned", "true").equals("true")) {
      // Needed with batches of more than one, and the shortest wait that Quartz takes.
      properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
      properties.setProperty("org.quartz.scheduler.idleWaitTime", "1000");
    } else {
      properties.remove("org.quartz.scheduler.batchTriggerAcquisitionMaxCount");
      properties.remove("org.quartz.scheduler.batchTriggerAcquisitionFireAheadTimeWindow");
    }
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    properties.setProperty(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    properties.setProperty("org.quartz.jobStore.isClustered", "true");
    properties.setProperty("org.quartz.jobStore.dataSource", "database");
    properties.setProperty("org.quartz.dataSource.database.provider", "hikaricp");
    properties.setProperty("org.quartz.dataSource.database.driver", "org.postgresql.Driver");
    properties.setProperty("org.quartz.dataSource.database.URL", Pool.url(setup));
    properties.setProperty("org.quartz.dataSource.database.user", "postgres");
    properties.setProperty("org.quartz.dataSource.database.password", "");
    properties.setProperty(
        "org.quartz.dataSource.database.maxConnections", Integer.toString(Pool.size(setup)));
    return properties;
  }

  @Override
  public void start() throws Exception {
    if (setup.index() == 0) {
      try (InputStream in = Scheduler.class.getResourceAsStream(TABLES);
          HikariDataSource pool = Pool.open(setup)) {
        if (in == null) {
          throw new IOException(TABLES + " is not on the class path");
        }
        Pool.create(setup, pool, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    super.start();
  }
}
