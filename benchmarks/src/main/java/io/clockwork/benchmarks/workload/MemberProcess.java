package io.clockwork.benchmarks.workload;

import io.clockwork.benchmarks.peer.MemberMain;
import io.clockwork.benchmarks.peer.Setup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of a benchmark, as the harness sees it. Not thread-safe. */
final class MemberProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Setup setup;
  private final Writer out;
  private final BufferedReader in;

  private MemberProcess(Process process, Setup setup) {
    this.process = process;
    this.setup = setup;
    this.out = process.outputWriter(StandardCharsets.UTF_8);
    this.in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a process on this one's class path.
   *
   * @param logs a folder, for what it prints
   */
  static MemberProcess start(Setup setup, Path logs) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-Djava.net.preferIPv4Stack=true");
    // What Hazelcast asks for on JDK 17.
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("--add-opens=java.management/sun.management=ALL-UNNAMED");
    command.add("--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");
    command.add("--add-modules=java.se");
    command.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    String more = setup.option("jvm", "");
    if (!more.isEmpty()) {
      command.addAll(List.of(more.replace("NAME", setup.name()).split(" ")));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(MemberMain.class.getName());
    command.addAll(List.of(setup.toArguments()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(logs.resolve(setup.peer() + "-" + setup.name() + ".log").toFile())
            .start();
    return new MemberProcess(process, setup);
  }

  Setup setup() {
    return setup;
  }

  long pid() {
    return process.pid();
  }

  /** Tells it to do something; {@link #answer} waits for it. */
  void tell(String command) throws IOException {
    out.write(command + "\n");
    out.flush();
  }

  /**
   * Waits for the answer to the oldest command that has none yet.
   *
   * @throws IllegalStateException if it failed, or there is no answer within 5 minutes
   */
  String answer() {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                String read = in.readLine();
                // The JVM itself may have something to say.
                while (read != null && !read.startsWith("ok") && !read.startsWith("failed")) {
                  System.err.println(setup.name() + ": " + read);
                  read = in.readLine();
                }
                return read == null ? "failed: the process is gone" : read;
              } catch (IOException e) {
                return "failed: " + e;
              }
            });
    String answer;
    try {
      answer = line.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = "failed: interrupted";
    } catch (ExecutionException e) {
      answer = "failed: " + e.getCause();
    } catch (TimeoutException e) {
      answer = "failed: no answer within " + PATIENCE;
    }
    if (!answer.startsWith("ok")) {
      throw new IllegalStateException(setup.peer() + " " + setup.name() + ": " + answer);
    }
    return answer.substring(2).trim();
  }

  /** Tells it to do something and waits for the answer. */
  String ask(String command) throws IOException {
    tell(command);
    return answer();
  }

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal: STOP or CONT. */
  void signal(String signal) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("kill -" + signal + " " + pid() + " ended with " + code);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
