package io.clockwork.internal.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.job.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CyclesTest {

  @Test
  void find_jobWaitsForItself_isACycle() {
    assertThat(find(Map.of(), "a", "success(a)")).containsExactly("a", "a");
    assertThat(find(Map.of(), "a", "done(b) or not failure(a)")).containsExactly("a", "a");
  }

  @Test
  void find_twoJobsWaitForEachOther_namesBoth() {
    assertThat(find(Map.of("b", "success(a)"), "a", "success(b)")).containsExactly("a", "b", "a");
  }

  @Test
  void find_diamondOrUnknownJobs_isNoCycle() {
    Map<String, String> others = Map.of("b", "success(d)", "c", "failure(d) and done(unknown)");

    assertThat(find(others, "a", "success(b) and success(c)")).isEmpty();
  }

  @Test
  void find_oldConditionOfTheChangedJob_isIgnored() {
    assertThat(find(Map.of("a", "success(b)", "b", "success(a)"), "a", "success(c)")).isEmpty();
  }

  @Test
  void find_cycleElsewhere_isNotReported() {
    assertThat(find(Map.of("b", "success(c)", "c", "success(b)"), "a", "success(b)")).isEmpty();
  }

  @Test
  void find_severalCycles_givesTheShortestFirstMentioned() {
    Map<String, String> others =
        Map.of("b", "success(c)", "c", "success(a)", "d", "done(a)", "e", "done(a)");

    assertThat(find(others, "a", "success(b) and success(e) and success(d)"))
        .containsExactly("a", "e", "a");
  }

  @Test
  void find_anyOrderOfTheMap_givesTheSameCycle() {
    Map<String, String> others = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      others.put("j" + i, "done(j" + (i + 7) % 50 + ") or done(j" + (i + 13) % 50 + ") or done(a)");
    }
    List<String> cycle = find(others, "a", "done(j3) or done(j1)");

    assertThat(cycle).containsExactly("a", "j3", "a");
    for (int seed = 0; seed < 10; seed++) {
      List<String> names = new ArrayList<>(others.keySet());
      Collections.shuffle(names, new Random(seed));
      Map<String, String> shuffled = new LinkedHashMap<>();
      names.forEach(name -> shuffled.put(name, others.get(name)));
      assertThat(find(shuffled, "a", "done(j3) or done(j1)")).isEqualTo(cycle);
    }
  }

  @Test
  void find_chainOfTenThousandJobs_doesNotOverflow() {
    Map<String, String> chain = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      chain.put("j" + i, "success(j" + (i + 1) + ")");
    }

    assertThat(find(chain, "j10000", "success(k)")).isEmpty();
    assertThat(find(chain, "j10000", "success(j0)"))
        .hasSize(10_002)
        .startsWith("j10000", "j0", "j1")
        .endsWith("j9999", "j10000");
  }

  private static List<String> find(Map<String, String> others, String job, String condition) {
    Map<String, Condition> parsed = new LinkedHashMap<>();
    others.forEach((name, text) -> parsed.put(name, Condition.parse(text)));
    return Cycles.find(parsed, job, Condition.parse(condition));
  }
}
