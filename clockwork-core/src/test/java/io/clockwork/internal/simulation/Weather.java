package io.clockwork.internal.simulation;

import io.clockwork.cluster.sim.Links;
import io.clockwork.cluster.sim.Links.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was well, and who was connected with whom, from when to when, by the true time. What changes
 * by itself is noticed within a second.
 */
final class Weather {
  private static final Duration WRONG = Duration.ofMillis(500);

  /** Stretches of time in which something was so. */
  private static final class Spans {
    private final List<long[]> past = new ArrayList<>();
    private long since = Long.MAX_VALUE;

    void note(long now, boolean so) {
      if (so && since == Long.MAX_VALUE) {
        since = now;
      } else if (!so && since != Long.MAX_VALUE) {
        past.add(new long[] {since, now});
        since = Long.MAX_VALUE;
      }
    }

    boolean cover(long from, long to) {
      if (since <= from) {
        return true;
      }
      return past.stream().anyMatch(span -> span[0] <= from && span[1] >= to);
    }
  }

  private final List<String> names;
  private final List<Spans> well = new ArrayList<>();
  private final List<Spans> alive = new ArrayList<>();
  private final Map<Integer, Spans> linked = new HashMap<>();

  Weather(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      well.add(new Spans());
      alive.add(new Spans());
      for (int j = 0; j < i; j++) {
        linked.put(1 << i | 1 << j, new Spans());
      }
    }
  }

  /** Packets flow otherwise than before. */
  void linksChanged(long now, Links links) {
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        Spans spans = linked.get(1 << i | 1 << j);
        if (spans != null) {
          spans.note(now, linked(links, names.get(i), names.get(j)));
        }
      }
    }
  }

  private static boolean linked(Links links, String a, String b) {
    return links.bothWays(a, b)
        && links.flows(Traffic.MULTICAST, a, b)
        && links.flows(Traffic.MULTICAST, b, a);
  }

  /** Looks how the members are. */
  void look(long now, Map<String, SimNode> members) {
    for (int i = 0; i < names.size(); i++) {
      SimNode node = members.get(names.get(i));
      well.get(i).note(now, node != null && isWell(node));
      alive.get(i).note(now, node != null && node.up());
    }
  }

  private static boolean isWell(SimNode node) {
    return node.up()
        && !node.leaving()
        && !node.paused()
        && node.engine().active()
        && node.clockOffset().abs().compareTo(WRONG) < 0;
  }

  /** Returns the bits of some names. */
  int bits(Collection<String> some) {
    int bits = 0;
    for (int i = 0; i < names.size(); i++) {
      bits |= some.contains(names.get(i)) ? 1 << i : 0;
    }
    return bits;
  }

  /** Returns which of some, as bits, lived the same life all the time. */
  int alive(int some, long from, long to) {
    int bits = 0;
    for (int i = 0; i < names.size(); i++) {
      bits |= alive.get(i).cover(from, to) ? some & 1 << i : 0;
    }
    return bits;
  }

  /**
   * Returns all sets of members, as bits, that were well and connected with one another all the
   * time, and of which each has so many of some.
   */
  List<Integer> sets(long from, long to, int some, int atLeast) {
    int all = 0;
    for (int i = 0; i < names.size(); i++) {
      all |= well.get(i).cover(from, to) ? 1 << i : 0;
    }
    List<Integer> sets = new ArrayList<>();
    if (Integer.bitCount(all & some) < atLeast) {
      return sets;
    }
    List<Integer> apart = new ArrayList<>();
    for (Map.Entry<Integer, Spans> pair : linked.entrySet()) {
      if ((pair.getKey() & all) == pair.getKey() && !pair.getValue().cover(from, to)) {
        apart.add(pair.getKey());
      }
    }
    for (int set = all; set != 0; set = (set - 1) & all) {
      int candidate = set;
      if (Integer.bitCount(set & some) >= atLeast
          && apart.stream().noneMatch(pair -> (pair & candidate) == pair)) {
        sets.add(set);
      }
    }
    return sets;
  }
}
