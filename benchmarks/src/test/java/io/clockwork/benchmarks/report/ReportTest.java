package io.clockwork.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.benchmarks.workload.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;

  private static Result result(String system, double speed, double lost) {
    return new Result("burst-10000", system, 3, Map.of("runs/s", speed, "lost", lost), "");
  }

  @Test
  void summary_threeRepetitions_medianButTheWorstLoss() {
    Summary summary =
        Summary.of(
                List.of(
                    result("clockwork", 300, 0),
                    result("clockwork", 100, 7),
                    result("clockwork", 200, 0)))
            .get("clockwork");

    assertThat(summary).isNotNull();
    assertThat(summary.figure("runs/s")).hasValue(200);
    assertThat(summary.figure("lost")).hasValue(7);
    assertThat(summary.repetitions()).isEqualTo(3);
  }

  @Test
  void median_evenNumber_betweenTheTwoInTheMiddle() {
    assertThat(Summary.median(List.of(1.0, 2.0, 4.0, 100.0))).isEqualTo(3.0);
  }

  @Test
  void bars_reachedAndNot_ratioTold() {
    Tables tables =
        new Tables(
            List.of(
                result("clockwork", 20_000, 0),
                result("hazelcast", 8_000, 0),
                result("quartz-ram", 40_000, 0)));

    String text = tables.bars(Bar.all());

    assertThat(text)
        .contains("| burst-10000 | runs/s | 20,000 | ≥ 2 × hazelcast | 8,000 | 2.50 | yes |")
        .contains(
            "| burst-10000 | runs/s | 20,000 | ≥ 0.600 × quartz-ram | 40,000 | 0.500 | **no** |")
        .contains("| hop | p50, ms | – | ≤ 0.400 × hazelcast | – | – | not measured |");
  }

  @Test
  void bar_againstANumber_reachedUpToIt() {
    Bar bar = new Bar("kill", "lost", "clockwork", "", 0, false);

    assertThat(bar.isReached(0, Double.NaN)).isTrue();
    assertThat(bar.isReached(1, Double.NaN)).isFalse();
  }

  @Test
  void table_notPlayed_saysWhy() {
    List<Result> results = new ArrayList<>(List.of(result("clockwork", 1, 0)));
    results.add(new Result("burst-10000", "jobrunr", 3, Map.of(), "not played: too slow"));

    assertThat(new Tables(results).workload("burst-10000"))
        .contains("| jobrunr | 0 | not played: too slow |");
  }

  @Test
  void table_oneRepetitionFailed_saidBelow() {
    List<Result> results = new ArrayList<>(List.of(result("clockwork", 1, 0)));
    results.add(new Result("burst-10000", "clockwork", 3, Map.of(), "failed: it burnt"));

    assertThat(new Tables(results).workload("burst-10000"))
        .contains("| clockwork | 1 |")
        .contains("clockwork, in other repetitions: failed: it burnt");
  }

  @Test
  void write_results_tablesAndWellFormedCharts() throws Exception {
    Report.of(List.of(result("clockwork", 20_000, 0), result("a<b", 1, 0))).write(folder);

    assertThat(Files.readString(folder.resolve("results.md"))).contains("(burst-10000.svg)");
    parse(Files.readString(folder.resolve("burst-10000.svg")));
  }

  @Test
  void lineChart_twoLines_wellFormed() throws Exception {
    String text =
        LineChart.draw(
            "growth & more",
            "members",
            Map.of(
                "a", new TreeMap<>(Map.of(1.0, 5.0, 100.0, 500.0)),
                "b", new TreeMap<>(Map.of(1.0, 0.0))));

    parse(text);
    assertThat(text).contains("growth &amp; more");
  }

  private static void parse(String svg) throws Exception {
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(svg.getBytes("UTF-8")))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
  }

  @Test
  void number_anySize_threeFigures() {
    assertThat(List.of(0.1234, 1.234, 12.34, 1234.4, 0.0).stream().map(Tables::number).toList())
        .containsExactly("0.123", "1.23", "12.3", "1,234", "0");
  }
}
