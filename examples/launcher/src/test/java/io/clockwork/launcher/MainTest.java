package io.clockwork.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "strat",
        "jobs",
        "jobs --cluster",
        "jobs --cluster a/b",
        "jobs --cluster a --output xml",
        "jobs --cluster a --find-timeout soon",
        "jobs --cluster a --stack tcp",
        "jobs --cluster a --members here",
        "jobs --cluster a --stack udp --members 127.0.0.1:7800",
        "jobs --cluster a --port 7800",
        "show --cluster a",
        "show --cluster a extract@tomorrow",
        "start --cluster a",
        "start --cluster a job/name",
        "start --cluster a extract --param day",
        "start --cluster a extract --timeout 5s",
        "start --cluster a extract --order-id #1",
        "member",
        "member --file no-such-file.yaml",
        "member --file no-such-file.yaml --label zone"
      })
  void wrongUsage_isToldWithExitCode2_beforeTheNetworkIsTouched(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("clockwork: ")
        .contains(" --help")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 99999|--port 99999 is not allowed; use 1 to 65535",
        "--voters n1,,x|--voters n1,,x: ",
        "--voters a,a|--voters a,a: ",
        "--members here|--members: \"here\" is not host:port",
        "--label zone=a;b|--label: label value \"a;b\"",
        "--port 7800|the options for the network do not go with one another or with the jobs file:"
            + " a port is given, but the stack is udp"
      })
  void wrongOption_isToldAsTheOption_notAsAPlaceInTheFile(
      String options, String message, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("jobs.yaml");
    Files.writeString(file, "cluster: c\njobs: {a: {every: 30s, run: x}}\n");
    assertThat(run(("member --file " + file + " " + options).split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("clockwork: " + message).doesNotContain("jobs.yaml:");
  }

  @Test
  void help_listsEveryExitCode() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("  0 ", "  1 ", "  2 ", "  3 ", "  4 ", "  5 ", " 70 ", "124");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "start --help", "member -h", "demo --help"})
  void help_isNoError(String line) {
    assertThat(run(line.split(" "))).isZero();
    assertThat(out.toString()).contains("clockwork");
    assertThat(err.toString()).isEmpty();
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
