package io.clockwork.internal.engine;

import io.clockwork.client.OrderResult;
import io.clockwork.client.OrderResult.Refused;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.History;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.OrderAnswer.Kind;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.job.Cause;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders: sent from this node to the member in question, and carried out on this member. */
final class Orders {
  /** The member gives up first, so that the client mostly gets an answer and not a time-out. */
  private static final Duration PATIENCE = Duration.ofSeconds(7);

  private static final Duration TIMEOUT = Duration.ofSeconds(9);
  private static final int MAX_OPEN = 10_000;

  private record Open(StartOrder order, Instant since, List<Long> replies) {}

  private final Context context;
  private final Ownership ownership;
  private final Claims claims;
  private final Map<RunId, Open> open = new LinkedHashMap<>();
  private int assuring;

  Orders(Context context, Ownership ownership, Claims claims) {
    this.context = context;
    this.ownership = ownership;
    this.claims = claims;
  }

  // From here ------------------------------------------------------------------------------------

  /** Sends an order of this node's own to the member in question. */
  void give(io.clockwork.client.StartOrder order, long token) {
    JobEntry entry = context.ledger.job(order.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    String name = order.member();
    if (definition == null) {
      refuse(token, Refused.Kind.NO_SUCH_JOB, "no job " + order.job() + " is known");
      return;
    }
    Node target = name == null ? ownership.owner(definition) : member(name);
    if (target == null) {
      refuse(
          token,
          Refused.Kind.NO_MEMBER,
          name == null
              ? "no member can run " + order.job() + " now: " + whyNobody(definition)
              : "no member " + name + " is in the cluster");
      return;
    }
    StartOrder frame =
        new StartOrder(order.orderId(), order.job(), context.self.name(), order.parameters());
    context.ask(
        target.id(),
        frame,
        TIMEOUT,
        answer ->
            context.ports.ordered(
                token,
                result(
                    target.name(), order.orderId(), answer instanceof OrderAnswer a ? a : null)));
  }

  private void refuse(long token, Refused.Kind kind, String reason) {
    context.ports.ordered(token, new Refused(kind, reason));
  }

  private @Nullable Node member(String name) {
    View view = context.view();
    if (view != null) {
      for (Node node : view.members()) {
        if (node.name().equals(name)) {
          return node;
        }
      }
    }
    return null;
  }

  private String whyNobody(JobDefinition definition) {
    return context.ledger.carriers(definition.name()).isEmpty()
        ? "none carries its code"
        : "none that carries its code is there and fits its placement, " + definition.placement();
  }

  private static OrderResult result(String member, String orderId, @Nullable OrderAnswer answer) {
    if (answer == null) {
      return new OrderResult.Unknown(orderId, "no answer from " + member);
    }
    RunId run = answer.run();
    if (answer.kind() == Kind.DONE && run != null) {
      return new OrderResult.Done(run, answer.text().isEmpty() ? member : answer.text());
    }
    return switch (answer.kind()) {
      case NO_SUCH_JOB -> new Refused(Refused.Kind.NO_SUCH_JOB, answer.text());
      case REFUSED -> new Refused(Refused.Kind.NOT_POSSIBLE, answer.text());
      case DONE, UNKNOWN -> new OrderResult.Unknown(orderId, answer.text());
    };
  }

  // On this member -------------------------------------------------------------------------------

  /** An order came in. */
  void received(StartOrder order, long reply) {
    JobEntry entry = context.ledger.job(order.job());
    JobDefinition definition = entry == null ? null : entry.definition();
    if (definition == null) {
      answer(reply, Kind.NO_SUCH_JOB, null, "no job " + order.job() + " is known");
      return;
    }
    boolean every = definition.placement() instanceof Placement.EveryMember;
    RunId id =
        new RunId(
            order.job(),
            new RootCause.ByOrder(order.orderId()),
            every ? context.self.name() : null);
    Run run = known(id);
    History history = context.ledger.history(order.job());
    if (run != null) {
      assure(run, List.of(reply));
    } else if (history != null && history.hasForgotten(id)) {
      answer(reply, Kind.DONE, id, "");
    } else if (open.containsKey(id)) {
      // The same answer for all that ask: it may be started yet, also by a member that leaves.
      accept(id, order, reply);
    } else if (!context.self.isMember() || context.leaving()) {
      answer(reply, Kind.REFUSED, null, context.self.name() + " is leaving the cluster");
    } else if (context.nameTaken()) {
      answer(
          reply,
          Kind.REFUSED,
          null,
          "another live member is called " + context.self.name() + ", so this one starts nothing");
    } else if (!definition.anyPartition() && context.outOfReach()) {
      answer(
          reply,
          Kind.REFUSED,
          null,
          "a majority of the voters "
              + context.voters()
              + " is not in view: missing are "
              + context.missingVoters());
    } else if (!context.ledger.carriers(order.job()).contains(context.me())) {
      answer(reply, Kind.REFUSED, null, context.self.name() + " does not carry job " + order.job());
    } else if (!definition.placement().allows(context.self)) {
      answer(
          reply,
          Kind.REFUSED,
          null,
          "the placement of job "
              + order.job()
              + ", "
              + definition.placement()
              + ", does not allow "
              + context.self.name());
    } else if (open.size() >= MAX_OPEN) {
      answer(reply, Kind.REFUSED, null, context.self.name() + " has too many open orders");
    } else {
      accept(id, order, reply);
    }
  }

  /** An order of a job on every member ran where it was first given, under that member's name. */
  private @Nullable Run known(RunId id) {
    Run run = context.ledger.run(id);
    if (run == null && id.member() != null) {
      for (Run other : context.ledger.runs(id.root())) {
        run = other.job().equals(id.job()) ? other : run;
      }
    }
    return run;
  }

  private void accept(RunId id, StartOrder order, long reply) {
    Open same = open.get(id);
    if (same != null) {
      same.replies().add(reply);
      return;
    }
    Open fresh = new Open(order, context.wall(), new ArrayList<>(List.of(reply)));
    open.put(id, fresh);
    claim(id, order, fresh.since());
    context.after(
        PATIENCE,
        () -> {
          if (open.remove(id, fresh)) {
            claims.cancel(id);
            for (long each : fresh.replies()) {
              gaveUp(each);
            }
          }
        });
  }

  /** Where voters have names, their votes outlive the claim, and the run may yet be started. */
  private void gaveUp(long reply) {
    String why = "no majority of the members answered in time";
    if (context.quorum.isFixed()) {
      answer(reply, Kind.UNKNOWN, null, why + "; it may be started yet");
    } else {
      answer(reply, Kind.REFUSED, null, why);
    }
  }

  private void claim(RunId id, StartOrder order, Instant since) {
    claims.submit(
        Plan.start(
                id,
                1,
                new Cause.Ordered(order.orderId(), order.by()),
                since,
                context.now(),
                PATIENCE)
            .with(order.parameters()));
  }

  /** A handover is over: orders that wait are claimed anew. */
  void activated() {
    open.forEach((id, waiting) -> claim(id, waiting.order(), waiting.since()));
  }

  /** The ledger knows a run: if an order asked for it, it has its answer. */
  void learnt(Run run) {
    Open waiting = open.isEmpty() ? null : open.remove(run.id());
    if (waiting != null) {
      assure(run, waiting.replies());
    }
  }

  /** What is acknowledged must be known to a majority: a minority may be gone for good. */
  private void assure(Run run, List<Long> replies) {
    if (run.state() == RunState.MISSED || run.state() == RunState.SKIPPED) {
      // Where voters have names, a member that was away may learn this while others, who held the
      // claim to be in doubt, have started the run again.
      Kind kind = context.quorum.isFixed() ? Kind.UNKNOWN : Kind.REFUSED;
      for (long reply : replies) {
        answer(reply, kind, null, String.valueOf(run.reason()));
      }
      return;
    }
    assuring++;
    new Assurance(
            context,
            run.id(),
            PATIENCE,
            known -> {
              assuring--;
              for (long reply : replies) {
                if (known) {
                  answer(reply, Kind.DONE, run.id(), run.member());
                } else {
                  answer(
                      reply,
                      Kind.UNKNOWN,
                      null,
                      run.id() + " is started, but no majority of the members has confirmed it");
                }
              }
            })
        .begin();
  }

  /** Returns whether no order is waiting. */
  boolean idle() {
    return open.isEmpty() && assuring == 0;
  }

  private void answer(long reply, Kind kind, @Nullable RunId run, String text) {
    context.ports.reply(reply, new OrderAnswer(kind, run, text));
  }
}
