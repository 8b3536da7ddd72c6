package io.clockwork.jgroups;

import java.io.IOException;
import java.util.IllegalFormatException;
import java.util.Locale;
import org.jgroups.logging.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * JGroups' log on SLF4J. Unlike JGroups' own it formats only what is enabled, and a message whose
 * format is broken is logged as it is instead of failing the protocol that logs it.
 *
 * <p>What JGroups says at INFO, such as on which port it listens, is for its developers: it is
 * logged at DEBUG, like the warning that a host has no address but loopback, which JGroups repeats
 * for each protocol though it was told what to bind to, and that a connection is closed which this
 * side closed, or whose peer is gone. What operators need to know of addresses and views Clockwork
 * logs itself.
 */
final class Slf4jLog implements Log {

  /** There is no address but loopback. */
  private static final String ONLY_LOOPBACK = "JGRP000026";

  /** The last word to a peer could not be sent, for it is gone: the next view tells. */
  private static final String FAREWELL = "failed sending graceful close";

  private final Logger logger;

  Slf4jLog(String category) {
    logger = LoggerFactory.getLogger(category);
  }

  private void log(Level level, String format, Object... args) {
    if (logger.isEnabledForLevel(level)) {
      String text;
      try {
        text = String.format(Locale.ROOT, format, args);
      } catch (IllegalFormatException e) {
        text = format;
      }
      logger.atLevel(level).log("{}", text);
    }
  }

  private void log(Level level, String message, Throwable throwable) {
    logger.atLevel(level).setCause(throwable).log("{}", message);
  }

  private void plain(Level level, Object message) {
    logger.atLevel(level).log("{}", message);
  }

  private static Level severityOfWarning(String text) {
    return text.startsWith(ONLY_LOOPBACK) ? Level.DEBUG : Level.WARN;
  }

  private static Level severityOfError(String format) {
    return format.contains(FAREWELL) ? Level.DEBUG : Level.ERROR;
  }

  /** Streams and sockets say so when they are read after they were closed here, not by a peer. */
  private static boolean isOwnEnd(Throwable throwable) {
    String message = throwable.getMessage();
    return throwable instanceof IOException
        && ("Stream closed".equals(message) || "Socket closed".equalsIgnoreCase(message));
  }

  @Override
  public boolean isFatalEnabled() {
    return logger.isEnabledForLevel(Level.ERROR);
  }

  @Override
  public boolean isErrorEnabled() {
    return logger.isEnabledForLevel(Level.ERROR);
  }

  @Override
  public boolean isWarnEnabled() {
    return logger.isEnabledForLevel(Level.WARN);
  }

  @Override
  public boolean isInfoEnabled() {
    return logger.isEnabledForLevel(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled() {
    return logger.isEnabledForLevel(Level.DEBUG);
  }

  @Override
  public boolean isTraceEnabled() {
    return logger.isEnabledForLevel(Level.TRACE);
  }

  @Override
  public void fatal(String msg) {
    plain(Level.ERROR, msg);
  }

  @Override
  public void fatal(String format, Object... args) {
    log(Level.ERROR, format, args);
  }

  @Override
  public void fatal(String msg, Throwable throwable) {
    log(Level.ERROR, msg, throwable);
  }

  @Override
  public void error(String msg) {
    plain(Level.ERROR, msg);
  }

  @Override
  public void error(String format, Object... args) {
    log(severityOfError(format), format, args);
  }

  @Override
  public void error(String msg, Throwable throwable) {
    log(Level.ERROR, msg, throwable);
  }

  @Override
  public void warn(String msg) {
    plain(severityOfWarning(msg), msg);
  }

  @Override
  public void warn(String format, Object... args) {
    log(severityOfWarning(format), format, args);
  }

  @Override
  public void warn(String msg, Throwable throwable) {
    log(isOwnEnd(throwable) ? Level.DEBUG : Level.WARN, msg, throwable);
  }

  @Override
  public void info(String msg) {
    plain(Level.DEBUG, msg);
  }

  @Override
  public void info(String format, Object... args) {
    log(Level.DEBUG, format, args);
  }

  @Override
  public void debug(String msg) {
    plain(Level.DEBUG, msg);
  }

  @Override
  public void debug(String format, Object... args) {
    log(Level.DEBUG, format, args);
  }

  @Override
  public void debug(String msg, Throwable throwable) {
    log(Level.DEBUG, msg, throwable);
  }

  @Override
  public void trace(String msg) {
    plain(Level.TRACE, msg);
  }

  @Override
  public void trace(String format, Object... args) {
    log(Level.TRACE, format, args);
  }

  @Override
  public void trace(String msg, Throwable throwable) {
    log(Level.TRACE, msg, throwable);
  }

  @Override
  public void trace(Object obj) {
    plain(Level.TRACE, obj);
  }

  @Override
  public void setLevel(String level) {
    // The application's logging configuration decides.
  }

  @Override
  public String getLevel() {
    for (Level level : Level.values()) {
      // From ERROR down to TRACE: the last one that is enabled is the logger's level.
      if (!logger.isEnabledForLevel(level)) {
        return level == Level.ERROR ? "OFF" : Level.values()[level.ordinal() - 1].name();
      }
    }
    return Level.TRACE.name();
  }
}
