package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final NodeId SELF = new NodeId("self", 1);
  private static final NodeId OTHER = new NodeId("other", 1);
  private static final int LIMIT = 2;

  private final Ledger ledger = new Ledger(SELF, LIMIT, (before, after) -> {});

  @Test
  void runThatEndedAndIsForgotten_mergedFromAnAnswerLongOnItsWay_staysForgotten() {
    // given
    Slot running = new Slot(OTHER, 1, new RunEntry(run(0, RunState.RUNNING, null)));
    ledger.merge(running);
    ledger.merge(new Slot(OTHER, 2, new RunEntry(run(0, RunState.SUCCEEDED, null))));
    for (int i = 1; i <= LIMIT; i++) {
      ledger.merge(new Slot(OTHER, 2 + i, new RunEntry(run(i, RunState.SUCCEEDED, null))));
    }
    ledger.heardRange(OTHER, 1, 2 + LIMIT);
    assertThat(ledger.run(run(0, RunState.RUNNING, null).id())).isNull();

    // when
    boolean changed = ledger.merge(running);

    // then
    assertThat(changed).isFalse();
    assertThat(ledger.active()).isEmpty();
  }

  @Test
  void runs_differingInTheirStackTraceOnly_areNotTakenForOneAnother() {
    // given
    Slot first = new Slot(OTHER, 1, new RunEntry(run(0, RunState.FAILED, "trace a")));
    Slot second = new Slot(OTHER, 2, new RunEntry(run(0, RunState.FAILED, "trace b")));

    // when
    ledger.merge(second);
    ledger.merge(first);

    // then
    assertThat(ledger.everything()).containsExactly(second);
  }

  @Test
  void runThatWasGivenUp_toldOfAnotherClaimWithAHigherToken_staysGivenUp() {
    // given
    Slot lost = new Slot(OTHER, 1, new RunEntry(run(0, RunState.LOST, 1, null)));
    ledger.merge(lost);

    // when
    boolean changed =
        ledger.merge(new Slot(OTHER, 2, new RunEntry(run(0, RunState.CLAIMED, 2, null))));

    // then
    assertThat(changed).isFalse();
    assertThat(ledger.everything()).containsExactly(lost);
  }

  @Test
  void runsOfManyJobs_areKeptUpToTheirTotal_whicheverCameFirst() {
    // given
    List<Slot> facts = new ArrayList<>();
    for (int job = 0; job < 16; job++) {
      for (int at = 0; at < 40; at++) {
        Run run = run("job" + job, at, RunState.SUCCEEDED, 0, null);
        facts.add(new Slot(OTHER, facts.size() + 1, new RunEntry(run)));
      }
    }
    Ledger inOrder = new Ledger(SELF, 20, 80, (before, after) -> {});
    Ledger otherwise = new Ledger(SELF, 20, 80, (before, after) -> {});

    // when
    facts.forEach(inOrder::merge);
    facts.stream()
        .sorted(Comparator.comparing((Slot slot) -> ((RunEntry) slot.entry()).run().at()))
        .forEach(otherwise::merge);

    // then
    assertThat(inOrder.size()).isEqualTo(80);
    assertThat(inOrder.fingerprint()).isEqualTo(otherwise.fingerprint());
  }

  @Test
  void digest_afterNothingButALaterWrite_saysThatAloneOfTheOrigin() {
    // when
    ledger.heardRange(OTHER, 5, 6);

    // then
    assertThat(ledger.digest())
        .isEqualTo(new Digest(Map.of(), Map.of(OTHER, List.of(new Digest.Range(5, 6)))));
  }

  private static Run run(int at, RunState state, @Nullable String trace) {
    return run(at, state, 0, trace);
  }

  private static Run run(int at, RunState state, long token, @Nullable String trace) {
    return run("job", at, state, token, trace);
  }

  private static Run run(String job, int at, RunState state, long token, @Nullable String trace) {
    Instant time = Instant.ofEpochSecond(20L * at);
    return new Run(
        new RunId(job, new RootCause.AtTime(time), null),
        new Cause.Fired(time),
        state,
        1,
        token,
        OTHER,
        time,
        null,
        null,
        null,
        trace,
        null,
        Map.of());
  }
}
