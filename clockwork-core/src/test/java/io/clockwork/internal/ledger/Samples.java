package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.job.Alarm;
import io.clockwork.job.Cause;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitrary values of what the ledger holds, the extreme ones included. Everything here can be
 * sent: it is within the limits of the wire format.
 */
public final class Samples {
  private static final String NAME = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789";
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Samples() {}

  /** Texts of up to that many characters, of one to four bytes in UTF-8. */
  public static Arbitrary<String> texts(int most) {
    Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
    Arbitrary<String> wild =
        Arbitraries.of(0, 9, 10, 97, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF)
            .list()
            .ofMaxSize(12)
            .map(Samples::ofCodePoints);
    Arbitrary<String> longest =
        Arbitraries.of("x", "\u20AC", "\uFFFF").map(one -> one.repeat(most));
    return Arbitraries.frequencyOf(Tuple.of(8, plain), Tuple.of(4, wild), Tuple.of(1, longest))
        .filter(text -> text.length() <= most);
  }

  private static String ofCodePoints(List<Integer> points) {
    StringBuilder text = new StringBuilder();
    points.forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Names of nodes and orders. */
  public static Arbitrary<String> names() {
    Arbitrary<String> name = Arbitraries.strings().withChars(NAME).ofMinLength(1).ofMaxLength(12);
    return Arbitraries.oneOf(name, Arbitraries.of("n-1", "n-2", "0", "a-_.", "Z".repeat(64)));
  }

  /** Names of jobs. */
  public static Arbitrary<String> jobs() {
    return Arbitraries.oneOf(names(), Arbitraries.of("extract", "load", "a:b.c", "j".repeat(100)));
  }

  /** Nodes. */
  public static Arbitrary<NodeId> nodes() {
    Arbitrary<Long> lives =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, Long.MAX_VALUE), Arbitraries.of(1L, Long.MAX_VALUE));
    return Combinators.combine(names(), lives).as(NodeId::new);
  }

  /** Instants in the years 0 to 9999, of whole milliseconds. */
  public static Arbitrary<Instant> millis() {
    return Arbitraries.longs()
        .between(FIRST.toEpochMilli(), LAST.toEpochMilli())
        .edgeCases(edge -> edge.add(FIRST.toEpochMilli(), -1L, 0L, LAST.toEpochMilli()))
        .map(Instant::ofEpochMilli);
  }

  /** Instants in the years 0 to 9999, down to nanoseconds. */
  public static Arbitrary<Instant> instants() {
    Arbitrary<Long> nanos = Arbitraries.longs().between(0, 999_999);
    return Combinators.combine(millis(), nanos).as(Instant::plusNanos);
  }

  /** Stamps. */
  public static Arbitrary<Stamp> stamps() {
    return Combinators.combine(
            Arbitraries.longs().between(0, LAST.toEpochMilli()),
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            nodes())
        .as(Stamp::new);
  }

  /** Numbers of writes. */
  public static Arbitrary<Long> sequences() {
    return Arbitraries.longs().between(1, 1L << 62);
  }

  /** Digests. */
  public static Arbitrary<Digest> digests() {
    Arbitrary<Digest.Range> range =
        Arbitraries.longs()
            .between(1, 1_000)
            .flatMap(
                first ->
                    Arbitraries.longs()
                        .between(0, 50)
                        .map(more -> new Digest.Range(first, first + more)));
    return Combinators.combine(
            Arbitraries.maps(nodes(), sequences()).ofMaxSize(5),
            Arbitraries.maps(nodes(), range.list().ofMaxSize(3)).ofMaxSize(3))
        .as(Digest::new);
  }

  /** Run ids. */
  public static Arbitrary<RunId> runIds() {
    Arbitrary<RootCause> roots =
        Arbitraries.oneOf(millis().map(RootCause.AtTime::new), names().map(RootCause.ByOrder::new));
    return Combinators.combine(jobs(), roots, names().injectNull(0.5)).as(RunId::new);
  }

  /** Causes. */
  public static Arbitrary<Cause> causes() {
    return Arbitraries.oneOf(
        instants().map(Cause.Fired::new),
        runIds().list().ofMaxSize(3).map(Cause.Met::new),
        Combinators.combine(names(), texts(200)).as(Cause.Ordered::new));
  }

  /** Parameters and labels. */
  public static Arbitrary<Map<String, String>> maps() {
    Arbitrary<Map<String, String>> few = Arbitraries.maps(texts(30), texts(30)).ofMaxSize(4);
    Arbitrary<Map<String, String>> most =
        Arbitraries.maps(names(), texts(10)).ofSize(Run.MAX_PARAMETERS);
    return Arbitraries.frequencyOf(Tuple.of(12, few), net.jqwik.api.Tuple.of(1, most));
  }

  /** Runs in any state. */
  public static Arbitrary<Run> runs() {
    return runs(runIds());
  }

  /** Runs in any state of these ids. */
  public static Arbitrary<Run> runs(Arbitrary<RunId> ids) {
    Arbitrary<Instant> maybe = instants().injectNull(0.4);
    Arbitrary<String[]> texts =
        Combinators.combine(
                texts(Run.MAX_REASON).injectNull(0.6),
                texts(Run.MAX_STACK_TRACE).injectNull(0.8),
                texts(Run.MAX_OUTPUT).injectNull(0.8))
            .as((reason, trace, output) -> new String[] {reason, trace, output});
    Arbitrary<Integer> attempts =
        Arbitraries.oneOf(Arbitraries.integers().between(0, 3), Arbitraries.of(Integer.MAX_VALUE));
    return Combinators.combine(
            Combinators.combine(ids, causes()).as(Map::entry),
            Arbitraries.of(RunState.class),
            Combinators.combine(attempts, Arbitraries.longs().greaterOrEqual(0)).as(Map::entry),
            nodes(),
            Combinators.combine(instants(), maybe, maybe)
                .as((at, start, end) -> new Instant[] {at, start, end}),
            texts,
            maps())
        .as(
            (what, state, attempt, owner, times, words, parameters) ->
                new Run(
                    what.getKey(),
                    what.getValue(),
                    state,
                    attempt.getKey(),
                    attempt.getValue(),
                    owner,
                    times[0],
                    times[1],
                    times[2],
                    words[0],
                    words[1],
                    words[2],
                    parameters));
  }

  /** Entries of every kind. */
  public static Arbitrary<Entry> entries() {
    return Arbitraries.oneOf(
        jobEntries().map(entry -> entry),
        Combinators.combine(
                jobs(), nodes(), Arbitraries.longs().greaterOrEqual(0), Arbitraries.of(true, false))
            .as(CarrierEntry::new),
        runs().map(RunEntry::new),
        nodes().map(Farewell::new),
        Combinators.combine(
                Arbitraries.of(Alarm.Kind.class),
                texts(Alarm.MAX_SUBJECT),
                names(),
                instants(),
                texts(Alarm.MAX_TEXT))
            .as(Alarm::new)
            .map(AlarmEntry::new));
  }

  private static Arbitrary<JobEntry> jobEntries() {
    return Combinators.combine(stamps(), Definitions.all().tuple1(), instants(), jobs())
        .flatAs(
            (stamp, definition, anchor, job) ->
                Arbitraries.of(
                    new JobEntry(job, stamp, null, anchor),
                    new JobEntry(definition.get1().name(), stamp, definition.get1(), anchor)));
  }

  /** Slots. */
  public static Arbitrary<Slot> slots() {
    return Combinators.combine(nodes(), sequences(), entries()).as(Slot::new);
  }
}
