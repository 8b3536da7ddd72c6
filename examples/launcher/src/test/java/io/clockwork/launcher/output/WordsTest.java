package io.clockwork.launcher.output;

import static io.clockwork.launcher.output.Samples.DOUBLED;
import static io.clockwork.launcher.output.Samples.FAILED;
import static io.clockwork.launcher.output.Samples.FIRE_TIME;
import static io.clockwork.launcher.output.Samples.LOAD;
import static io.clockwork.launcher.output.Samples.MEMBER;
import static io.clockwork.launcher.output.Samples.OBSERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.job.Event;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  private final Words words = new Words(ZoneId.of("Europe/Paris"));

  @Test
  void time_isLocalAndHasMillisecondsOnlyIfAny() {
    assertThat(words.time(FIRE_TIME)).isEqualTo("2026-12-01T03:00:00+01:00");
    assertThat(words.time(FIRE_TIME.plusMillis(7))).isEqualTo("2026-12-01T03:00:00.007+01:00");
    assertThat(words.time(null)).isEqualTo("-");
  }

  @Test
  void condition_onUnknownJobs_namesThem() {
    assertThat(words.when(LOAD))
        .isEqualTo("after success(extract) and success(later) (unknown: later)");
  }

  @Test
  void event_ofARun_saysWhatWhereAndWhy() {
    assertThat(words.event(new Event.RunFailed(FAILED)))
        .isEqualTo(
            "2026-12-01T03:00:01.305+01:00  run extract@2026-12-01T02:00:00Z failed on node-1 after"
                + " 1.3 s: exit code 3");
  }

  @Test
  void event_ofAnAlarm_saysWhatIsWrong() {
    assertThat(words.event(new Event.AlarmRaised(DOUBLED)))
        .isEqualTo(
            "2026-12-01T03:00:00+01:00  ALARM DOUBLED_RUN of extract@2026-12-01T02:00:00Z, by node-1:"
                + " started by node-1 and by node-2");
  }

  @Test
  void event_ofANode_saysItsRole() {
    assertThat(words.event(new Event.MemberCrashed(FIRE_TIME, MEMBER)))
        .endsWith("  member node-1 crashed, hangs or cannot be reached");
    assertThat(words.event(new Event.MemberJoined(FIRE_TIME, OBSERVER)))
        .endsWith("  observer desk joined");
    View view = new View(new ViewId(new NodeId("node-1", 7), 3), List.of(MEMBER, OBSERVER), false);
    assertThat(words.event(new Event.ViewChanged(FIRE_TIME, view)))
        .endsWith("  view node-1|3: member node-1, observer desk");
  }

  @Test
  void brief_ofALongText_isItsFirstLineCut() {
    assertThat(words.brief("x".repeat(200))).hasSize(80).endsWith("...");
    assertThat(words.brief("one\ntwo")).isEqualTo("one");
    assertThat(words.brief(" \n")).isEqualTo("-");
  }

  @Test
  void details_ofARun_endWithItsOutputWithoutWhatSteersATerminal() {
    assertThat(Details.of(FAILED, words))
        .contains(
            "run         extract@2026-12-01T02:00:00Z",
            "state       FAILED",
            "took        1.3 s",
            "parameters  day=monday",
            "reason      exit code 3")
        .endsWith("stack trace", "  a", "  \tb", "output", "  disk full", "  ?[31mred");
  }

  @Test
  void details_ofAJob_tellItsPlaceAndWhoCarriesIt() {
    assertThat(Details.of(LOAD, words))
        .contains(
            "on          member node-1",
            "carriers    node-1, node-2",
            "next        -",
            "last run    extract@2026-12-01T02:00:00Z FAILED");
  }

  @Test
  void table_hasAlignedColumnsAndNoBlanksAtTheEnds() {
    assertThat(Table.lines(List.of("A", "LONG"), List.of(List.of("long", "b"), List.of("c", ""))))
        .containsExactly("A     LONG", "long  b", "c");
  }
}
