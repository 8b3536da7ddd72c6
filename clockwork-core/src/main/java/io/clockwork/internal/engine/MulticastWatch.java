package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.job.Alarm;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Notices that a member's multicasts do not arrive though its requests and answers do, as with a
 * switch or firewall that filters them: no view changes then, and all news comes seconds late.
 */
final class MulticastWatch {
  /** So many times in a row a member must have written, and not been heard. */
  private static final int TIMES = 2;

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private static final class Peer {
    private long written;
    private long checked;
    private boolean heard = true;
    private int silent;
    private boolean alarmed;
  }

  private final Context context;
  private final Map<NodeId, Peer> peers = new HashMap<>();

  MulticastWatch(Context context) {
    this.context = context;
  }

  /** A multicast of a member arrived. */
  void multicast(NodeId from) {
    peer(from).heard = true;
  }

  /** A new view: who was not reachable for a while is judged anew. */
  void viewChanged() {
    peers.clear();
  }

  /** A member said by request or answer how much it has written. */
  void told(NodeId from, long written) {
    Peer peer = peer(from);
    long now = context.now().nanos();
    if (written <= peer.written || now - peer.checked < BETWEEN.toNanos()) {
      return;
    }
    peer.silent = peer.heard ? 0 : peer.silent + 1;
    peer.alarmed &= !peer.heard;
    peer.written = written;
    peer.checked = now;
    peer.heard = false;
    if (peer.silent >= TIMES && !peer.alarmed) {
      peer.alarmed = true;
      context.alarm(
          Alarm.Kind.MULTICAST_FILTERED,
          from.name() + " to " + context.self.name() + " " + context.wall(),
          "multicasts from "
              + from.name()
              + " do not arrive at "
              + context.self.name()
              + ", though requests do: see whether a switch or a firewall filters them; until then"
              + " news comes seconds late");
    }
  }

  private Peer peer(NodeId node) {
    return peers.computeIfAbsent(node, any -> new Peer());
  }
}
