package io.clockwork.benchmarks.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of one run, on loopback. Settings are PostgreSQL's own defaults, so that each commit
 * is on the disk; only the connections are as many as the members need, and no log is kept of
 * checkpoints. Closing it ends the process and removes its files.
 */
public final class Database implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final Process process;
  private final int port;

  /** So that it ends with the harness, even when that is stopped. */
  private final Thread hook = new Thread(this::stop);

  private Database(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Makes an empty database and starts it. */
  public static Database start() throws IOException {
    Path folder = Files.createTempDirectory("clockwork-postgres-");
    try {
      Path programs = folder.resolve("programs");
      Binaries.unpack(programs);
      Path data = Files.createDirectories(folder.resolve("data"));
      List<String> way = Unprivileged.way();
      give(folder, Unprivileged.user(way));
      run(
          way,
          folder,
          programs.resolve("bin/initdb").toString(),
          "--pgdata=" + data,
          "--username=postgres",
          "--auth=trust",
          "--encoding=UTF8",
          "--locale=C");
      int port = freePort();
      List<String> command = new ArrayList<>(way);
      command.addAll(
          List.of(
              programs.resolve("bin/postgres").toString(),
              "-D",
              data.toString(),
              "-p",
              Integer.toString(port),
              "-c",
              "listen_addresses=127.0.0.1",
              "-c",
              "unix_socket_directories=",
              "-c",
              "max_connections=300",
              "-c",
              "fsync=on"));
      Database started = new Database(folder, start(command, folder), port);
      started.await();
      return started;
    } catch (IOException | RuntimeException e) {
      remove(folder);
      throw e;
    }
  }

  private static void give(Path folder, int user) throws IOException {
    if (user < 0) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", user, java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process start(List<String> command, Path folder) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
        .start();
  }

  private static void run(List<String> way, Path folder, String... command) throws IOException {
    List<String> whole = new ArrayList<>(way);
    whole.addAll(List.of(command));
    try {
      if (start(whole, folder).waitFor() != 0) {
        throw new IOException(
            command[0] + " failed: " + Files.readString(folder.resolve("postgres.log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void await() throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      try (Connection connection = DriverManager.getConnection(url(), "postgres", "")) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() - end > 0) {
          String log = Files.readString(folder.resolve("postgres.log"));
          close();
          throw new IOException("PostgreSQL did not start: " + log, e);
        }
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Returns its address for JDBC; the user is postgres, without a password. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Returns the number of its first process, whose children serve the connections. */
  public long process() {
    return process.pid();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    stop();
  }

  private void stop() {
    try {
      // SIGTERM would wait for the connections to end.
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
