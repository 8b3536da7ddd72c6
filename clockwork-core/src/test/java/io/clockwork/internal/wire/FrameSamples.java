package io.clockwork.internal.wire;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Samples;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import io.clockwork.internal.wire.Frame.Same;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.internal.wire.Frame.Withdrawal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary frames, the extreme ones included. */
final class FrameSamples {
  private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);

  private FrameSamples() {}

  static Arbitrary<Frame> all() {
    return Arbitraries.oneOf(
        Arbitraries.oneOf(news(), facts(), exchanges(), compares(), sames()),
        Arbitraries.oneOf(requests(), withdrawals(), answers()),
        Arbitraries.oneOf(reports(), reportAnswers(), activations()),
        Arbitraries.oneOf(orders(), orderAnswers(), FLAGS.map(Ack::new)));
  }

  private static Arbitrary<ViewId> views() {
    Arbitrary<Long> numbers = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(Samples.nodes(), numbers).as(ViewId::new);
  }

  private static Arbitrary<List<NodeId>> electors() {
    return Samples.nodes().list().ofMaxSize(4);
  }

  private static Arbitrary<Claim> claims() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(0, Integer.MAX_VALUE);
    Arbitrary<Long> numbers = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(Samples.runIds(), counts, numbers, numbers, Samples.instants())
        .as(Claim::new);
  }

  private static Arbitrary<Frame> news() {
    return Combinators.combine(
            Samples.nodes(),
            Samples.sequences(),
            Samples.entries().list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.longs().between(0, 9))
        .as(FrameSamples::news);
  }

  /** Leaves out some writes before the first of the entries, but for large numbers. */
  private static News news(NodeId origin, long first, List<Entry> entries, long leftOut) {
    return leftOut == 0 || first > 1_000_000
        ? new News(origin, first, entries)
        : new News(origin, first, entries, List.of(new Range(first, first + leftOut - 1)));
  }

  private static Arbitrary<Frame> facts() {
    return Combinators.combine(
            views().injectNull(0.5),
            Samples.slots().list().ofMaxSize(4),
            FLAGS,
            Samples.digests(),
            Samples.instants())
        .as(Facts::new);
  }

  private static Arbitrary<Frame> exchanges() {
    return Combinators.combine(Samples.digests(), Samples.instants()).as(Exchange::new);
  }

  private static Arbitrary<Frame> compares() {
    return Combinators.combine(Arbitraries.longs(), Samples.instants()).as(Compare::new);
  }

  private static Arbitrary<Frame> sames() {
    return Samples.instants().map(Same::new);
  }

  private static Arbitrary<Frame> requests() {
    return Combinators.combine(views(), claims().list().ofMinSize(1).ofMaxSize(4))
        .as(ClaimRequest::new);
  }

  private static Arbitrary<Frame> withdrawals() {
    return Combinators.combine(views(), claims().list().ofMaxSize(4)).as(Withdrawal::new);
  }

  private static Arbitrary<Frame> answers() {
    Arbitrary<Verdict> verdicts =
        Combinators.combine(
                FLAGS,
                Samples.nodes().injectNull(0.5),
                Samples.slots().injectNull(0.5),
                Arbitraries.longs().greaterOrEqual(0),
                FLAGS)
            .as(Verdict::new);
    return Combinators.combine(views().injectNull(0.3), verdicts.list().ofMaxSize(4))
        .as(ClaimAnswer::new);
  }

  private static Arbitrary<Frame> reports() {
    Arbitrary<Vote> votes = Combinators.combine(claims(), Samples.nodes()).as(Vote::new);
    return Combinators.combine(
            views(),
            views().injectNull(0.3),
            electors(),
            Samples.digests(),
            votes.list().ofMaxSize(4),
            Samples.instants())
        .as(Report::new);
  }

  private static Arbitrary<Frame> reportAnswers() {
    return Combinators.combine(FLAGS, Samples.digests()).as(ReportAnswer::new);
  }

  private static Arbitrary<Frame> activations() {
    return Combinators.combine(views(), views(), electors()).as(Activate::new);
  }

  private static Arbitrary<Frame> orders() {
    return Combinators.combine(Samples.names(), Samples.jobs(), Samples.texts(100), Samples.maps())
        .as(StartOrder::new);
  }

  private static Arbitrary<Frame> orderAnswers() {
    return Combinators.combine(
            Arbitraries.of(OrderAnswer.Kind.class),
            Samples.runIds().injectNull(0.5),
            Samples.texts(Limits.TEXT))
        .as(OrderAnswer::new);
  }
}
