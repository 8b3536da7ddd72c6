package io.clockwork.internal.simulation;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.node.Inbox;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Event;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Overlap;
import io.clockwork.job.Recovery;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Sits between an engine and its ports, and makes its words those of an engine with a bug. */
final class Saboteur implements Ports {
  private final Planted bug;
  private final Ports real;
  private final Inbox inbox;
  private final Consumer<Claim> claims;
  private Digest digest = Digest.EMPTY;

  /**
   * Puts itself before the real ports.
   *
   * @param claims hears of each claim to start a run that is sent
   */
  Saboteur(Planted bug, Ports real, Inbox inbox, Consumer<Claim> claims) {
    this.claims = claims;
    this.bug = bug;
    this.real = real;
    this.inbox = inbox;
  }

  /** Returns the word that lets a member go on, as if a handover were over. */
  static Activate word(View view) {
    return new Activate(view.id(), view.id(), view.members().stream().map(Node::id).toList());
  }

  static JobDefinition overlapping(JobDefinition job) {
    return new JobDefinition(
        job.name(),
        job.schedule(),
        job.condition(),
        job.placement(),
        job.misfire(),
        job.deadline(),
        Overlap.ALLOW,
        Recovery.AT_MOST_ONCE,
        false);
  }

  @Override
  public void multicast(Frame frame) {
    if (bug == Planted.LEAVES_WITHOUT_FAREWELL && frame instanceof News news) {
      for (Slot slot : news.slots()) {
        if (!(slot.entry() instanceof Farewell)) {
          real.multicast(new News(news.origin(), slot.seq(), List.of(slot.entry())));
        }
      }
    } else {
      real.multicast(frame);
    }
  }

  @Override
  public void request(NodeId to, Frame frame, Duration timeout, long token) {
    if (frame instanceof ClaimRequest request) {
      request.claims().stream().filter(Claim::start).forEach(claims);
    }
    if (bug == Planted.NEVER_GOSSIPS && (frame instanceof Exchange || frame instanceof Compare)) {
      inbox.put((engine, now) -> engine.answered(now, token, null));
    } else if (bug == Planted.FORGETS_TO_WITHDRAW && frame instanceof Withdrawal) {
      inbox.put((engine, now) -> engine.answered(now, token, new Ack(true)));
    } else {
      real.request(to, bent(to, frame), timeout, token);
    }
  }

  private Frame bent(NodeId to, Frame frame) {
    if (bug == Planted.REPORTS_NO_VOTES && frame instanceof Report report) {
      return new Report(
          report.view(),
          report.electorate(),
          report.electors(),
          report.digest(),
          List.of(),
          Instant.EPOCH);
    } else if (bug == Planted.COUNTS_ITSELF_AS_MAJORITY && frame instanceof Activate word) {
      return new Activate(word.view(), word.electorate(), List.of(to));
    } else if (frame instanceof Facts facts) {
      return bent(facts);
    }
    return frame;
  }

  private Facts bent(Facts facts) {
    if (bug == Planted.LEAVES_WITHOUT_FAREWELL) {
      return new Facts(
          facts.view(),
          facts.slots().stream().filter(slot -> !(slot.entry() instanceof Farewell)).toList(),
          facts.last(),
          facts.digest(),
          Instant.EPOCH);
    }
    if (bug == Planted.DIGEST_WITH_EVERY_CHUNK && !facts.last()) {
      return new Facts(facts.view(), facts.slots(), false, digest, Instant.EPOCH);
    }
    return facts;
  }

  /** The engine did something; the saboteur notes how much it has heard. */
  void note(Engine engine) {
    if (bug == Planted.DIGEST_WITH_EVERY_CHUNK) {
      digest = engine.digest();
    }
  }

  @Override
  public void reply(long token, Frame frame) {
    if (bug == Planted.GRANTS_EVERY_CLAIM && frame instanceof ClaimAnswer answer) {
      real.reply(
          token,
          new ClaimAnswer(
              answer.electorate(), Collections.nCopies(answer.verdicts().size(), Verdict.GRANTED)));
    } else {
      real.reply(token, frame instanceof Facts facts ? bent(facts) : frame);
    }
  }

  @Override
  public void arm(String job, Instant at) {
    real.arm(job, at);
  }

  @Override
  public void disarm(String job) {
    real.disarm(job);
  }

  @Override
  public void run(Run run, long startBy) {
    real.run(run, startBy);
  }

  @Override
  public void publish(Event event) {
    real.publish(event);
  }

  @Override
  public void ordered(long token, OrderResult result) {
    real.ordered(token, result);
  }
}
