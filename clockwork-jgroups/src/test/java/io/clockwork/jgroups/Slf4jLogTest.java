package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Slf4jLogTest {
  private static final String NAME = "io.clockwork.jgroups.Slf4jLogTest";

  private final Logger logger = Logger.getLogger(NAME);
  private final List<String> lines = new ArrayList<>();
  private final Slf4jLog log = new Slf4jLog(NAME);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    handler.setLevel(Level.ALL);
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  @Test
  void info_isForDevelopers() {
    log.info("server listening on %s", "*.7900");
    log.info("plain");
    assertThat(lines).containsExactly("FINE server listening on *.7900", "FINE plain");
    logger.setLevel(Level.INFO);
    assertThat(log.isInfoEnabled()).isFalse();
  }

  @Test
  void onlyLoopback_isNoWarning() {
    log.warn("JGRP000026: unable to find an address other than loopback for IP version IPv4");
    log.warn("JGRP000026: unable to find an address other than loopback for IP version %s", "IPv6");
    assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("FINE JGRP000026"));
  }

  @Test
  void endOfAConnection_isNoWarning_unlessThePeerMadeIt() {
    log.warn("failed handling message", new IOException("Stream closed"));
    log.warn("failed handling message", new SocketException("Socket closed"));
    log.error("%s: failed sending graceful close to %s: %s", "a", "b", "Broken pipe");
    log.warn("failed handling message", new IOException("a message of -1 bytes"));
    log.error("failed: %s", "disk");
    assertThat(lines)
        .containsExactly(
            "FINE failed handling message",
            "FINE failed handling message",
            "FINE a: failed sending graceful close to b: Broken pipe",
            "WARNING failed handling message",
            "SEVERE failed: disk");
  }
}
