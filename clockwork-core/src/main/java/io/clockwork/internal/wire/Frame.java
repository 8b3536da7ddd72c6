package io.clockwork.internal.wire;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.job.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that nodes say to one another. {@link Codec} knows the bytes. */
public sealed interface Frame {

  // Multicast ------------------------------------------------------------------------------------

  /**
   * What the sender wrote to its ledger.
   *
   * @param origin who wrote it: the sender
   * @param firstSeq the number of the first write; the others follow, but for what is left out
   * @param entries what was written, in order; at least one
   * @param leftOut numbers of writes that later ones among the entries supersede, in order, without
   *     overlap
   */
  record News(NodeId origin, long firstSeq, List<Entry> entries, List<Range> leftOut)
      implements Frame {
    /** Most writes that can be left out of one frame. */
    public static final int MOST_LEFT_OUT = 65_536;

    /** Copies the lists. */
    public News {
      entries = List.copyOf(entries);
      leftOut = List.copyOf(leftOut);
    }

    /** News of which nothing is left out. */
    public News(NodeId origin, long firstSeq, List<Entry> entries) {
      this(origin, firstSeq, entries, List.of());
    }

    /** Returns its fields, without what is left out where that is nothing. */
    @Override
    public String toString() {
      return "News[origin="
          + origin
          + ", firstSeq="
          + firstSeq
          + ", entries="
          + entries
          + (leftOut.isEmpty() ? "]" : ", leftOut=" + leftOut + "]");
    }

    /** Returns the facts with the numbers of their writes, in order. */
    public List<Slot> slots() {
      List<Slot> slots = new ArrayList<>(entries.size());
      Iterator<Range> gaps = leftOut.iterator();
      Range gap = gaps.hasNext() ? gaps.next() : null;
      long seq = firstSeq;
      for (Entry entry : entries) {
        while (gap != null && gap.first() <= seq) {
          seq = gap.last() + 1;
          gap = gaps.hasNext() ? gaps.next() : null;
        }
        slots.add(new Slot(origin, seq++, entry));
      }
      return slots;
    }
  }

  // Claims ---------------------------------------------------------------------------------------

  /**
   * "I start these runs": asks for a vote on each.
   *
   * @param electorate the electorate in which the votes count
   * @param claims which runs; at least one
   */
  record ClaimRequest(ViewId electorate, List<Claim> claims) implements Frame {
    /** Copies the list. */
    public ClaimRequest {
      claims = List.copyOf(claims);
    }
  }

  /**
   * One run that somebody wants to start.
   *
   * @param run which
   * @param attempt which try of it, from 1
   * @param ballot which try of the claimant to win it, from 1; a withdrawal takes back the votes of
   *     its own and earlier ballots only, as requests may overtake one another
   * @param token the fencing token that the run is to have; 0 if it is to be recorded that the run
   *     is not started
   * @param since when its cause came about, by the claimant's clock: no voter decided on the run
   *     before that
   */
  record Claim(RunId run, int attempt, long ballot, long token, Instant since) {
    /** Returns whether the run is to be started, and not to be recorded as missed or skipped. */
    public boolean start() {
      return token > 0;
    }
  }

  /**
   * Takes back claims that were not won, promising not to start those runs under them.
   *
   * @param electorate the electorate of the claims
   * @param claims which; none to see whether the voter answers
   */
  record Withdrawal(ViewId electorate, List<Claim> claims) implements Frame {
    /** Copies the list. */
    public Withdrawal {
      claims = List.copyOf(claims);
    }
  }

  /**
   * The voter's answer to a {@link ClaimRequest}.
   *
   * @param electorate the voter's electorate; null while it is in none
   * @param verdicts one for each claim, in order; empty if the electorates differ
   */
  record ClaimAnswer(@Nullable ViewId electorate, List<Verdict> verdicts) implements Frame {
    /** Copies the list. */
    public ClaimAnswer {
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * A voter's word on one claim.
   *
   * @param granted whether the vote went to the claimant
   * @param holder who has the vote instead; null if granted or unknown
   * @param known what the voter's ledger says of the run, if that is why it is denied; if it is
   *     granted, of another run of the job, which is going and may not be overlapped; else null
   * @param token the highest token of the job that the voter knows, if the claim's was not higher
   *     and that is why it is denied; else 0
   * @param unknowing whether it is denied because an earlier life of the voter, of which it
   *     remembers nothing, may have voted on the run
   */
  record Verdict(
      boolean granted,
      @Nullable NodeId holder,
      @Nullable Slot known,
      long token,
      boolean unknowing) {
    /** The vote went to the claimant. */
    public static final Verdict GRANTED = new Verdict(true, null, null, 0);

    /** The vote is given to nobody for now. */
    public static final Verdict ABSTAINED = new Verdict(false, null, null, 0);

    /** The vote is given to nobody: an earlier life of the voter may have voted. */
    public static final Verdict UNKNOWING = new Verdict(false, null, null, 0, true);

    /** Of a voter that remembers. */
    public Verdict(boolean granted, @Nullable NodeId holder, @Nullable Slot known, long token) {
      this(granted, holder, known, token, false);
    }
  }

  // Handover -------------------------------------------------------------------------------------

  /**
   * A member reports to the coordinator of a new view.
   *
   * @param view the view that it has installed
   * @param electorate the electorate in which it last voted; null if none
   * @param electors the members of that electorate
   * @param digest what it has heard
   * @param votes what it granted in that electorate and does not know to be settled
   * @param knowsSince these are all its votes on what came about later than that; on what is older
   *     an earlier life of it may have voted, too
   */
  record Report(
      ViewId view,
      @Nullable ViewId electorate,
      List<NodeId> electors,
      Digest digest,
      List<Vote> votes,
      Instant knowsSince)
      implements Frame {
    /** Copies the lists. */
    public Report {
      electors = List.copyOf(electors);
      votes = List.copyOf(votes);
    }
  }

  /**
   * A vote that was given.
   *
   * @param claim on what
   * @param claimant to whom
   */
  record Vote(Claim claim, NodeId claimant) {}

  /**
   * The coordinator's answer to a {@link Report}.
   *
   * @param accepted whether it coordinates that view
   * @param digest what it has heard, so that the member sends what is missing
   */
  record ReportAnswer(boolean accepted, Digest digest) implements Frame {}

  /**
   * Facts for one peer.
   *
   * @param view the view of the handover that this belongs to; null if it belongs to none
   * @param slots facts
   * @param last whether these complete what the sender has; else there is more to ask for
   * @param digest what the receiver has heard once it merged these and all before; empty unless
   *     last
   * @param at the sender's clock
   * @param voters the names of those of whom a majority must agree to each start, as the sender was
   *     told; empty if each side of a partition goes on, or where the receiver knows
   */
  record Facts(
      @Nullable ViewId view,
      List<Slot> slots,
      boolean last,
      Digest digest,
      Instant at,
      List<String> voters)
      implements Frame {
    /** Copies the lists. */
    public Facts {
      slots = List.copyOf(slots);
      voters = List.copyOf(voters);
    }

    /** Facts for a peer that knows the voters. */
    public Facts(@Nullable ViewId view, List<Slot> slots, boolean last, Digest digest, Instant at) {
      this(view, slots, last, digest, at, List.of());
    }

    /** Returns these with the voters. */
    public Facts with(Collection<String> names) {
      return new Facts(view, slots, last, digest, at, List.copyOf(names));
    }
  }

  /**
   * The coordinator ends the handover: members may claim again. Follows the {@link Facts} that the
   * member lacked.
   *
   * @param view the view of the handover
   * @param electorate the electorate from now on
   * @param electors its members
   */
  record Activate(ViewId view, ViewId electorate, List<NodeId> electors) implements Frame {
    /** Copies the list. */
    public Activate {
      electors = List.copyOf(electors);
    }
  }

  // Anti-entropy ---------------------------------------------------------------------------------

  /**
   * Asks whether both have heard the same. Answered by {@link Same}, or by an {@link Exchange} with
   * what the answerer has heard. Most rounds of anti-entropy have nothing to tell, and a digest
   * grows with each restart of any member.
   *
   * @param hash of the asker's digest, {@link Digest#hash()}
   * @param at the asker's clock
   */
  record Compare(long hash, Instant at) implements Frame {}

  /**
   * Both have heard the same.
   *
   * @param at the answerer's clock
   */
  record Same(Instant at) implements Frame {}

  /**
   * Offers to exchange what one has not heard. Answered by {@link Facts} whose digest tells the
   * asker what to send in return.
   *
   * @param digest what the asker has heard
   * @param at the asker's clock
   */
  record Exchange(Digest digest, Instant at) implements Frame {}

  // Orders ---------------------------------------------------------------------------------------

  /**
   * Orders a member to start a job.
   *
   * @param orderId chosen by the client; repeating it has no second effect
   * @param job which job
   * @param by the name of who orders
   * @param parameters for the run
   */
  record StartOrder(String orderId, String job, String by, Map<String, String> parameters)
      implements Frame {
    /** Copies the parameters. */
    public StartOrder {
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }

  /**
   * What became of an order.
   *
   * @param kind how it ended
   * @param run the run that it started, or had started before; null otherwise
   * @param text why not, in words; empty if done
   */
  record OrderAnswer(Kind kind, @Nullable RunId run, String text) implements Frame {
    /** How an order ended. What stands for it on the wire is listed in {@link Orders}. */
    public enum Kind {
      /** The run is started. */
      DONE,
      /** No such job is known. */
      NO_SUCH_JOB,
      /** The member cannot or may not run it. */
      REFUSED,
      /** Nobody knows. */
      UNKNOWN
    }
  }

  // Common ---------------------------------------------------------------------------------------

  /**
   * The plain answer.
   *
   * @param accepted whether the request was of use
   */
  record Ack(boolean accepted) implements Frame {}
}
