package io.clockwork.jgroups;

import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.jgroups.logging.LogFactory;

/**
 * Sends JGroups' log to SLF4J, unless the application chose otherwise: a log factory of its own, or
 * one of the system properties {@code jgroups.log_class}, {@code jgroups.use.jdk_logger}, {@code
 * jgroups.use.noop_logger}.
 */
final class JGroupsLogging {

  private JGroupsLogging() {}

  static synchronized void install() {
    boolean chosen =
        LogFactory.getCustomLogFactory() != null
            || LogFactory.useJdkLogger()
            || LogFactory.useNoopLogger()
            || System.getProperty("jgroups.log_class") != null;
    if (!chosen) {
      LogFactory.setCustomLogFactory(new Slf4jFactory());
    }
  }

  private static final class Slf4jFactory implements CustomLogFactory {

    @Override
    public Log getLog(Class<?> clazz) {
      return new Slf4jLog(clazz.getName());
    }

    @Override
    public Log getLog(String category) {
      return new Slf4jLog(category);
    }
  }
}
