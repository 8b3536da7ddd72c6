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
  private List<Node> live = List.of();

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
    for (Node node : live(view)) {
      if (carriers.contains(node.id())
          && definition.placement().allows(node)
          && !context.ledger.saidFarewell(node.id())) {
        eligible.add(node);
      }
    }
    return eligible;
  }

  /** Returns the members that take part: of two of one name the older life. */
  private List<Node> live(View view) {
    // The same object mostly: this is asked for each job on each change.
    if (view != liveIn) {
      Map<String, NodeId> oldest = new HashMap<>();
      for (Node node : view.members()) {
        oldest.merge(node.name(), node.id(), (a, b) -> a.compareTo(b) < 0 ? a : b);
      }
      live = view.members().stream().filter(n -> n.id().equals(oldest.get(n.name()))).toList();
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
    boolean me = false;
    int before = 0;
    long mine = score(definition.name(), context.self.name());
    for (Node node : eligible(definition)) {
      if (node.id().equals(context.me())) {
        me = true;
      } else if (score(definition.name(), node.name()) > mine) {
        before++;
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
