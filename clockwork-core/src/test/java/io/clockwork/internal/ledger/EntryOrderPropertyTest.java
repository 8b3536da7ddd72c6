package io.clockwork.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Of two facts of one key that differ in anything, exactly one supersedes the other. */
class EntryOrderPropertyTest {
  private static final RunId ID = RunId.parse("job@2026-12-01T02:00:00Z");
  private static final NodeId NODE = new NodeId("n", 1);

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  void supersedes_always_isATotalOrder(@ForAll("triples") List<Entry> triple) {
    Entry a = triple.get(0);
    Entry b = triple.get(1);
    Entry c = triple.get(2);

    // then: of two exactly one is greater, or they are equal
    int holds = (a.supersedes(b) ? 1 : 0) + (b.supersedes(a) ? 1 : 0) + (a.equals(b) ? 1 : 0);
    assertThat(holds).isEqualTo(1);

    // and: the greater of the greater is greater
    if (a.supersedes(b) && b.supersedes(c)) {
      assertThat(a.supersedes(c)).isTrue();
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void laterAttempts_thenStarts_thenTokens_thenStates_supersede(
      @ForAll("runs") Run run, @ForAll("runs") Run other) {
    int order =
        Comparator.comparingInt(Run::attempt)
            .thenComparing(each -> each.startedAt() != null)
            .thenComparingLong(Run::token)
            .thenComparing(Run::state)
            .compare(run, other);
    if (order > 0) {
      assertThat(new RunEntry(run).supersedes(new RunEntry(other))).isTrue();
    }
  }

  @Provide
  Arbitrary<List<Entry>> triples() {
    return Arbitraries.oneOf(
        runs().map(run -> (Entry) new RunEntry(run)).list().ofSize(3),
        jobs().list().ofSize(3),
        carriers().list().ofSize(3));
  }

  /** Runs that are equal in most of their fields, so that the rarest are compared too. */
  @Provide
  Arbitrary<Run> runs() {
    Arbitrary<Instant> times = Arbitraries.of(Instant.EPOCH, Instant.EPOCH.plusMillis(1));
    Arbitrary<String> texts = Arbitraries.of("a", "b").injectNull(0.3);
    Arbitrary<Map<String, String>> parameters =
        Arbitraries.maps(Arbitraries.of("k", "l"), Arbitraries.of("v", "w"));
    Arbitrary<Cause> causes =
        Arbitraries.of(
            new Cause.Fired(Instant.EPOCH),
            new Cause.Fired(Instant.EPOCH.plusMillis(1)),
            new Cause.Met(List.of()),
            new Cause.Met(List.of(ID)),
            new Cause.Met(List.of(ID, ID)),
            new Cause.Ordered("a", "b by c"),
            new Cause.Ordered("a by b", "c"));
    return Combinators.combine(
            rarely(causes),
            rarely(Arbitraries.of(RunState.class)),
            rarely(Arbitraries.of(1, 2)),
            rarely(Arbitraries.of(NODE, new NodeId("n", 2))),
            Combinators.combine(
                    rarely(times), rarely(times.injectNull(0.4)), rarely(times.injectNull(0.4)))
                .as(Tuple::of),
            Combinators.combine(rarely(texts), rarely(texts), rarely(texts)).as(Tuple::of),
            rarely(parameters))
        .as(
            (cause, state, attempt, owner, when, words, map) ->
                new Run(
                    ID,
                    cause == null ? new Cause.Fired(Instant.EPOCH) : cause,
                    state == null ? RunState.FAILED : state,
                    attempt == null ? 1 : attempt,
                    0,
                    owner == null ? NODE : owner,
                    when.get1() == null ? Instant.EPOCH : when.get1(),
                    when.get2(),
                    when.get3(),
                    words.get1(),
                    words.get2(),
                    words.get3(),
                    map == null ? Map.of() : map));
  }

  private static <T> Arbitrary<T> rarely(Arbitrary<T> values) {
    return values.injectNull(0.7);
  }

  private static Arbitrary<Entry> jobs() {
    Arbitrary<JobDefinition> definitions =
        Definitions.all().list().ofSize(2).flatMap(Arbitraries::of).injectNull(0.3);
    return Combinators.combine(
            Arbitraries.longs().between(0, 1),
            Arbitraries.of(0, 1),
            Arbitraries.of(NODE, new NodeId("n", 2)),
            definitions,
            Arbitraries.of(Instant.EPOCH, Instant.MAX))
        .as(
            (millis, counter, by, definition, anchor) ->
                new JobEntry("job", new Stamp(millis, counter, by), definition, anchor));
  }

  private static Arbitrary<Entry> carriers() {
    return Combinators.combine(Arbitraries.longs().between(0, 2), Arbitraries.of(true, false))
        .as((version, carried) -> new CarrierEntry("job", NODE, version, carried));
  }
}
