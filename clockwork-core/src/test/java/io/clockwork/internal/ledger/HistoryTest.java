package io.clockwork.internal.ledger;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class HistoryTest {
  private static final NodeId NODE = new NodeId("n", 1);
  private static final int LIMIT = 3;

  @Property
  void prune_always_keepsTheNewestTheActiveAndTheLastFired(@ForAll("runs") List<Run> runs) {
    // given
    History history = new History();
    Map<RunId, Run> model = new HashMap<>();

    for (Run run : runs) {
      Run known = model.get(run.id());
      if (known == null || RunOrder.compare(run, known) > 0) {
        // when
        model.put(run.id(), run);
        history.put(run);
        List<Run> dropped = history.prune(LIMIT);
        dropped.forEach(gone -> model.remove(gone.id()));

        // then
        assertThat(dropped).allMatch(gone -> gone.state().isFinal());
        assertThat(history.all()).containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(dropped).allMatch(gone -> !gone.at().isAfter(history.forgottenBefore(LIMIT)));
        assertThat(history.all())
            .containsAll(newest(model, dropped, Comparator.comparing(Run::at)));
        Comparator<Run> end = Comparator.comparing(Run::endedAt);
        assertThat(history.all()).containsAll(newest(model, dropped, end));
        assertThat(history.active())
            .containsExactlyInAnyOrderElementsOf(
                model.values().stream().filter(each -> !each.state().isFinal()).toList());
      }
    }
    Set<@Nullable String> suffixes = runs.stream().map(run -> run.id().member()).collect(toSet());
    for (String suffix : suffixes) {
      Instant last =
          runs.stream()
              .filter(
                  run ->
                      suffix == null ? run.id().member() == null : suffix.equals(run.id().member()))
              .map(Run::fireTime)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      assertThat(history.lastFireTime(suffix)).isEqualTo(last);
      assertThat(history.run(history.lastFired(suffix).id())).isNotNull();
    }
    long finished = history.all().stream().filter(run -> run.state().isFinal()).count();
    Instant newestEnd =
        history.all().stream()
            .filter(run -> run.state().isFinal())
            .map(Run::endedAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    long fresh =
        history.all().stream()
            .filter(run -> run.state().isFinal())
            .filter(run -> !run.endedAt().isBefore(newestEnd.minusSeconds(15)))
            .count();
    assertThat(finished).isLessThanOrEqualTo(2 * LIMIT + suffixes.size() + fresh);
  }

  /** Returns the newest finished runs, ties left out. */
  private static List<Run> newest(Map<RunId, Run> kept, List<Run> dropped, Comparator<Run> order) {
    List<Run> all =
        Stream.concat(kept.values().stream(), dropped.stream())
            .filter(run -> run.state().isFinal())
            .sorted(order.reversed())
            .toList();
    return all.stream()
        .filter(
            run -> all.stream().filter(other -> order.compare(other, run) >= 0).count() <= LIMIT)
        .toList();
  }

  @Example
  void longRun_overtakenByManyShortOnes_isKeptWhenItEnds() {
    // given
    History history = new History();
    history.put(run(0, null, RunState.RUNNING, 0));
    for (int i = 1; i <= 10; i++) {
      history.put(run(i, null, RunState.SUCCEEDED, i + 1));
      history.prune(LIMIT);
    }

    // when
    Run end = run(0, null, RunState.SUCCEEDED, 100);
    history.put(end);

    // then
    assertThat(history.prune(LIMIT)).isEmpty();
    assertThat(history.run(end.id())).isEqualTo(end);
  }

  @Example
  void fastJob_thatEndsOftenerThanTheLimitWithinSeconds_keepsTheFreshOnesUpToABound() {
    // given: a burst of runs that all end together
    History history = new History();
    for (int i = 0; i < 100; i++) {
      history.put(run(0, "m" + i, RunState.SUCCEEDED, 1));
    }
    for (int i = 0; i < 100; i++) {
      history.put(run(1, "m" + i, RunState.SUCCEEDED, 1));
    }

    // when
    history.prune(LIMIT);

    // then: more than ten times the limit, so that only the last ones of each member are left
    assertThat(history.all())
        .hasSize(100)
        .allMatch(run -> run.at().equals(Instant.ofEpochSecond(5)));
  }

  @Example
  void forgottenRun_thatWasTakenForLost_isNewsIfItTurnsOutToHaveBeenStarted() {
    // given
    History history = new History();
    for (int i = 0; i < 20; i++) {
      history.put(run(i, null, RunState.LOST, 0));
      history.prune(LIMIT);
    }

    // when
    Run told = run(10, null, RunState.RUNNING, 0);
    Run started =
        new Run(
            told.id(),
            told.cause(),
            told.state(),
            told.attempt(),
            told.token(),
            told.owner(),
            told.at(),
            told.at(),
            null,
            null,
            null,
            null,
            Map.of());

    // then
    assertThat(history.isForgotten(told)).isTrue();
    assertThat(history.isForgotten(started)).isFalse();
  }

  @Example
  void forgottenRun_isNotToldAgain_unlessItIsNews() {
    // given
    History history = new History();
    for (int i = 0; i < 20; i++) {
      history.put(run(i, null, RunState.LOST, 0));
      history.prune(LIMIT);
    }

    // then
    assertThat(history.isForgotten(run(10, null, RunState.RUNNING, 0))).isTrue();
    assertThat(history.isForgotten(run(10, null, RunState.LOST, 0))).isTrue();
    assertThat(history.isForgotten(run(10, null, RunState.SUCCEEDED, 0))).isFalse();
    assertThat(history.isForgotten(run(19, null, RunState.RUNNING, 0))).isFalse();
  }

  @Example
  void forgottenBefore_afterARunIsTriedAnew_doesNotGoBack() {
    // given
    History history = new History();
    for (int i = 0; i < LIMIT + 1; i++) {
      history.put(run(i, null, RunState.FAILED, i));
    }
    history.prune(LIMIT);
    Instant before = history.forgottenBefore(LIMIT);

    // when
    Run last = run(LIMIT, null, RunState.RUNNING, 0);
    history.put(last);

    // then
    assertThat(history.run(run(0, null, RunState.FAILED, 0).id())).isNull();
    assertThat(history.forgottenBefore(LIMIT)).isBetween(Instant.EPOCH, before);
  }

  @Provide
  Arbitrary<List<Run>> runs() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 20),
            Arbitraries.of("m1", "m2").injectNull(0.7),
            Arbitraries.of(RunState.class),
            Arbitraries.integers().between(0, 30))
        .as(HistoryTest::run)
        .list()
        .ofMaxSize(40);
  }

  private static Run run(int at, @Nullable String member, RunState state, int lasting) {
    Instant time = Instant.ofEpochSecond(5L * at);
    return new Run(
        new RunId("job", new RootCause.AtTime(time), member),
        new Cause.Fired(time),
        state,
        1,
        0,
        NODE,
        time,
        null,
        state.isFinal() ? time.plusSeconds(lasting) : null,
        null,
        null,
        null,
        Map.of());
  }
}
