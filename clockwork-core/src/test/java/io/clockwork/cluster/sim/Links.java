package io.clockwork.cluster.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which packets flow, by the names of the nodes: whoever comes back under a name is as badly
 * connected as before. Each cut stands until {@link #heal} or until it is mended.
 */
public final class Links {
  /** What is sent to one, and what is sent to all: a switch may drop one and not the other. */
  public enum Traffic {
    UNICAST,
    MULTICAST
  }

  private record Way(Traffic traffic, String from, String to) {}

  private final Set<Way> blocked = new HashSet<>();
  private final Set<String> deaf = new HashSet<>();
  private final Set<String> mute = new HashSet<>();
  private @Nullable List<Set<String>> sides;
  private boolean multicastFiltered;
  private final Runnable changed;

  Links(Runnable changed) {
    this.changed = changed;
  }

  /** Drops what one sends to another, of one kind and in this direction only. */
  public void block(Traffic traffic, String from, String to) {
    blocked.add(new Way(traffic, from, to));
    changed.run();
  }

  /** Drops all that one sends to another; what comes back is untouched. */
  public void cutOneWay(String from, String to) {
    for (Traffic each : Traffic.values()) {
      blocked.add(new Way(each, from, to));
    }
    changed.run();
  }

  /** Cuts one link in both directions. */
  public void cut(String a, String b) {
    for (Traffic each : Traffic.values()) {
      blocked.add(new Way(each, a, b));
      blocked.add(new Way(each, b, a));
    }
    changed.run();
  }

  /** Lets packets flow between two again, as far as only their own link was cut. */
  public void mend(String a, String b) {
    blocked.removeIf(
        way ->
            (way.from().equals(a) && way.to().equals(b))
                || (way.from().equals(b) && way.to().equals(a)));
    changed.run();
  }

  /**
   * Parts the network: two nodes reach one another if some side has both. Sides may overlap; who is
   * on none is alone. Replaces the partition before it.
   */
  public void partition(List<Set<String>> newSides) {
    sides = newSides.stream().map(Set::copyOf).toList();
    changed.run();
  }

  /** Drops all that others send to this node. */
  public void deafen(String name) {
    deaf.add(name);
    changed.run();
  }

  /** Drops all that this node sends to others. */
  public void mute(String name) {
    mute.add(name);
    changed.run();
  }

  /** Drops all multicasts, of everybody. */
  public void filterMulticast() {
    multicastFiltered = true;
    changed.run();
  }

  /** Drops nothing any more. */
  public void heal() {
    blocked.clear();
    deaf.clear();
    mute.clear();
    sides = null;
    multicastFiltered = false;
    changed.run();
  }

  /** Returns whether anything is cut. */
  public boolean broken() {
    return multicastFiltered
        || sides != null
        || !blocked.isEmpty()
        || !deaf.isEmpty()
        || !mute.isEmpty();
  }

  /** Returns whether packets of that kind flow from one node to another now. */
  public boolean flows(Traffic traffic, String from, String to) {
    return from.equals(to)
        || !(mute.contains(from)
            || deaf.contains(to)
            || (multicastFiltered && traffic == Traffic.MULTICAST)
            || apart(from, to)
            || (!blocked.isEmpty() && blocked.contains(new Way(traffic, from, to))));
  }

  private boolean apart(String from, String to) {
    List<Set<String>> all = sides;
    return all != null && all.stream().noneMatch(side -> side.contains(from) && side.contains(to));
  }

  /** Returns whether one can ask the other and be answered. */
  public boolean bothWays(String a, String b) {
    return flows(Traffic.UNICAST, a, b) && flows(Traffic.UNICAST, b, a);
  }
}
