package io.clockwork.internal.engine;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is to start a job: rendezvous hashing (Thaler, Ravishankar, "Using name-based mappings to
 * increase hit rates", 1998) over the stable names of the eligible members. A restart keeps the
 * ownership, and a member that comes or goes moves only its own share.
 *
 * <p>This only says who tries first. That nobody else starts the same run is what claims are for.
 */
final class Ownership {
  private final Context context;
  private final Clocks clocks;
  private @Nullable View liveIn;
  private List<Candidate> live = List.of();

  /** A member that takes part, with the hash of its name. */
  private record Candidate(Node node, long hash) {}

  Ownership(Context context, Clocks clocks) {
    this.context = context;
    this.clocks = clocks;
  }

  /** Returns the members that may start the job, in the order of the view. */
  List<Node> eligible(JobDefinition definition) {
    View view = context.view();
    if (view == null) {
      return List.of();
    }
    Set<NodeId> carriers = context.ledger.carriers(definition.name());
    List<Node> eligible = new ArrayList<>();
    for (Candidate candidate : live(view)) {
      if (isEligible(candidate.node(), definition, carriers)) {
        eligible.add(candidate.node());
      }
    }
    return eligible;
  }

  private boolean isEligible(Node node, JobDefinition definition, Set<NodeId> carriers) {
    return carriers.contains(node.id())
        && definition.placement().allows(node)
        && !context.ledger.saidFarewell(node.id());
  }

  /** Returns the members that take part: of two of one name the older life. */
  private List<Candidate> live(View view) {
    // The same object mostly: this is asked for each job on each change.
    if (view != liveIn) {
      Map<String, NodeId> oldest = new HashMap<>();
      for (Node node : view.members()) {
        oldest.merge(node.name(), node.id(), (a, b) -> a.compareTo(b) < 0 ? a : b);
      }
      live =
          view.members().stream()
              .filter(node -> node.id().equals(oldest.get(node.name())))
              .map(node -> new Candidate(node, mix(hash(node.name()))))
              .toList();
      liveIn = view;
    }
    return live;
  }

  /** Returns the member that is to start the job, or null if none may. */
  @Nullable Node owner(JobDefinition definition) {
    Node owner = null;
    long best = 0;
    for (Node node : eligible(definition)) {
      long score = score(definition.name(), node.name());
      if (owner == null || score > best) {
        owner = node;
        best = score;
      }
    }
    return owner;
  }

  /**
   * Returns how many members are to try before this one: 0 for the owner, and for every member of a
   * job on all of them; -1 if this member may not start the job at all, or not now.
   */
  int rank(JobEntry entry) {
    JobDefinition definition = entry.definition();
    if (definition == null
        || clocks.outlier()
        || !context.active()
        || context.leaving()
        || context.failed()) {
      return -1;
    }
    View view = context.view();
    if (view == null) {
      return -1;
    }
    // Asked for each change of each run: so nothing is made that is thrown away, and each name is
    // hashed once.
    Set<NodeId> carriers = context.ledger.carriers(definition.name());
    long job = hash(definition.name());
    long mine = mix(job ^ mix(hash(context.self.name())));
    boolean me = false;
    int before = 0;
    for (Candidate candidate : live(view)) {
      boolean self = candidate.node().id().equals(context.me());
      if ((self || mix(job ^ candidate.hash()) > mine)
          && isEligible(candidate.node(), definition, carriers)) {
        me |= self;
        before += self ? 0 : 1;
      }
    }
    if (!me) {
      return -1;
    }
    boolean all =
        definition.placement() instanceof Placement.EveryMember
            || context.flaws.contains(Flaw.OWNS_EVERYTHING);
    return all ? 0 : before;
  }

  static long score(String job, String member) {
    return mix(hash(job) ^ mix(hash(member)));
  }

  /** FNV-1a, 64 bits: the same on every JVM. */
  private static long hash(String text) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    return h;
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
