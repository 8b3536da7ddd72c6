package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which side of a partition goes on: every one, or only one with a majority of named voters. In the
 * second case the electorate is the same for ever, whatever views say, and so safety needs no view.
 */
final class Quorum {
  private final Set<String> voters;
  private final ViewId id;
  private final boolean viewIsAll;

  /**
   * Creates it.
   *
   * @param voters the stable names of those who vote; none if all members of a view do
   */
  Quorum(Collection<String> voters) {
    this(voters, false);
  }

  /** Creates one with a bug, or without. */
  Quorum(Collection<String> voters, boolean viewIsAll) {
    this.viewIsAll = viewIsAll;
    this.voters = new TreeSet<>(voters);
    // Members that were told different names must not take one another's votes.
    long hash = 0xcbf29ce484222325L;
    for (String name : this.voters) {
      hash = (hash ^ Ownership.score("voter", name)) * 0x100000001b3L;
    }
    this.id = new ViewId(new NodeId("voters", 1), hash & Long.MAX_VALUE);
  }

  /** Returns whether there are named voters. */
  boolean isFixed() {
    return !voters.isEmpty();
  }

  /** Returns the named voters. */
  Set<String> voters() {
    return voters;
  }

  boolean isVoter(NodeId node) {
    return voters.contains(node.name());
  }

  /** Returns the one electorate that named voters make, with those of them that are in a view. */
  Electorate electorate(View view) {
    List<NodeId> electors = new ArrayList<>();
    view.members().stream().filter(node -> isVoter(node.id())).forEach(n -> electors.add(n.id()));
    int all = viewIsAll ? electors.size() : voters.size();
    return new Electorate(id, electors, Electorate.majority(all), true);
  }

  /** Returns whether an electorate's name is that of these voters. */
  boolean isOurs(ViewId electorate) {
    return isFixed() == electorate.creator().equals(id.creator())
        && (!isFixed() || electorate.equals(id));
  }

  /** Returns whether those in a view may settle what others left behind. */
  boolean maySettle(View view) {
    if (!isFixed() || viewIsAll) {
      return true;
    }
    Set<String> there = new HashSet<>();
    view.members().stream().filter(node -> isVoter(node.id())).forEach(n -> there.add(n.name()));
    return there.size() >= Electorate.majority(voters.size());
  }
}
