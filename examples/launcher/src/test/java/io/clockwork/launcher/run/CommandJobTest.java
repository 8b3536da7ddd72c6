package io.clockwork.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clockwork.job.Run;
import io.clockwork.launcher.file.CommandSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final LiveProcesses live = new LiveProcesses();
  private final FakeContext context = new FakeContext(Map.of("file name", "a b"));
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void killAll() {
    live.killAll();
  }

  @Test
  void command_ofExitCodeZero_succeedsAndItsOutputIsKept() throws Exception {
    // when
    run("echo out; echo err >&2");
    // then
    assertThat(context.output()).isEqualTo("out\nerr\n");
  }

  @Test
  void command_ofAnotherExitCode_failsTheRunAndItsOutputIsKept() {
    assertThatThrownBy(() -> run("echo half done; exit 3")).hasMessage("exit code 3");
    assertThat(context.output()).isEqualTo("half done\n");
  }

  @Test
  void command_killedByASignal_failsNamingIt() {
    assertThatThrownBy(() -> run("kill -9 $$")).hasMessage("exit code 137 (128 + signal 9)");
  }

  @Test
  void command_isToldOfItsRun() throws Exception {
    // when
    run("env | grep ^CLOCKWORK_ | sort");
    // then
    assertThat(context.output().lines())
        .containsExactlyInAnyOrder(
            "CLOCKWORK_ATTEMPT=1",
            "CLOCKWORK_CAUSE=schedule at 2026-12-01T02:00:00Z",
            "CLOCKWORK_FIRE_TIME=2026-12-01T02:00:00Z",
            "CLOCKWORK_JOB=extract",
            "CLOCKWORK_MEMBER=node-1",
            "CLOCKWORK_PARAM_FILE_NAME=a b",
            "CLOCKWORK_RUN=extract@2026-12-01T02:00:00Z",
            "CLOCKWORK_TOKEN=42");
  }

  @Test
  void command_withEnvironmentAndDirectory_getsBoth() throws Exception {
    // when
    job(new CommandSpec(
            List.of("sh", "-c", "echo $COLOUR; pwd -P"), Map.of("COLOUR", "red"), folder))
        .run(context);
    // then
    assertThat(context.output()).isEqualTo("red\n" + folder.toRealPath() + "\n");
  }

  @Test
  void command_ofAList_isRunWithoutAShell() throws Exception {
    // when
    job(new CommandSpec(List.of("echo", "$HOME; *"), Map.of(), null)).run(context);
    // then
    assertThat(context.output()).isEqualTo("$HOME; *\n");
  }

  @Test
  void command_thatDoesNotExist_failsTheRunSayingSo() {
    CommandSpec missing = new CommandSpec(List.of("./no-such-command"), Map.of(), folder);
    assertThatThrownBy(() -> job(missing).run(context))
        .hasMessageContaining("could not be started")
        .hasMessageContaining("no-such-command");
  }

  @Test
  void command_thatReadsItsInput_seesItsEnd() throws Exception {
    run("cat");
    assertThat(context.output()).isEmpty();
  }

  @Test
  void output_beyondTheLimit_keepsTheLastWholeLines() throws Exception {
    // when
    run("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo line $i; done");
    // then
    assertThat(context.output().length()).isBetween(Run.MAX_OUTPUT - 20, Run.MAX_OUTPUT);
    assertThat(context.output()).startsWith("line ").endsWith("line 1999\nline 2000\n");
  }

  @Test
  void command_thatLeavesAChildWithItsOutput_isNotWaitedFor() throws Exception {
    // when
    long begin = System.nanoTime();
    run("sleep 30 & echo $! > " + folder.resolve("pid") + "; echo done");
    // then
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(context.output()).isEqualTo("done\n");
    pid().destroyForcibly();
  }

  @Test
  void interruption_endsTheCommandAndItsChildren() throws Exception {
    // given
    String script =
        "trap 'echo bye; exit 0' TERM; sleep 100 & echo $! > "
            + folder.resolve("pid")
            + "; echo up; wait";
    CompletableFuture<Void> run = begin(script);
    await().until(() -> Files.exists(folder.resolve("pid")));
    ProcessHandle child = pid();
    // when
    threads.get(0).interrupt();
    // then
    assertThatThrownBy(run::join)
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("interrupted: the member is leaving")
        .hasMessageEndingWith("the command got SIGTERM");
    assertThat(Processes.isRunning(child)).isFalse();
    assertThat(context.output()).isEqualTo("up\nbye\n");
  }

  @Test
  void interruption_ofACommandThatDoesNotListen_killsIt() throws Exception {
    // given
    String script =
        "trap '' TERM; echo $$ > " + folder.resolve("pid") + "; while :; do sleep 1; done";
    CompletableFuture<Void> run = begin(script);
    await().until(() -> Files.exists(folder.resolve("pid")));
    ProcessHandle shell = pid();
    // when
    threads.get(0).interrupt();
    // then
    assertThatThrownBy(run::join).hasMessageContaining("and SIGKILL");
    assertThat(Processes.isRunning(shell)).isFalse();
  }

  @Test
  void killAll_whileACommandRuns_endsIt() throws Exception {
    // given
    CompletableFuture<Void> run = begin("echo $$ > " + folder.resolve("pid") + "; sleep 100");
    await().until(() -> Files.exists(folder.resolve("pid")));
    // when
    live.killAll();
    // then
    assertThatThrownBy(run::join).hasMessageContaining("exit code 137");
  }

  private void run(String script) throws Exception {
    job(new CommandSpec(List.of("sh", "-c", script), Map.of(), null)).run(context);
  }

  private CommandJob job(CommandSpec command) {
    return new CommandJob(command, live, PATIENCE);
  }

  private CompletableFuture<Void> begin(String script) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                run(script);
                result.complete(null);
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    threads.add(thread);
    thread.start();
    return result;
  }

  private ProcessHandle pid() throws Exception {
    await().until(() -> !Files.readString(folder.resolve("pid")).isBlank());
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }
}
