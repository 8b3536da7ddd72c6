package io.clockwork.internal.wire;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.job.JobName;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The small values that all families of frames are made of. */
final class Values {

  private Values() {}

  // Time: a number of seconds, and nanoseconds if there are any.

  static void writeInstant(FieldWriter out, Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds < Limits.FIRST_SECOND || seconds > Limits.LAST_SECOND) {
      throw new IllegalArgumentException(
          seconds + " seconds from 1970 cannot be sent; the years 0 to 9999 can");
    }
    out.signed(1, seconds);
    writeNanos(out, instant.getNano());
  }

  static Instant readInstant(FieldReader in) throws WireException {
    long seconds = in.signed(1);
    if (seconds < Limits.FIRST_SECOND || seconds > Limits.LAST_SECOND) {
      throw WireException.malformed(seconds + " seconds from 1970 are not in the years 0 to 9999");
    }
    return Instant.ofEpochSecond(seconds, readNanos(in));
  }

  static void writeDuration(FieldWriter out, Duration duration) {
    if (duration.getSeconds() > Limits.LONGEST_SECONDS) {
      throw new IllegalArgumentException(duration + " cannot be sent; up to 10,000 years can");
    }
    out.count(1, duration.getSeconds());
    writeNanos(out, duration.getNano());
  }

  static Duration readDuration(FieldReader in) throws WireException {
    long seconds = in.count(1);
    if (seconds > Limits.LONGEST_SECONDS) {
      throw WireException.malformed(seconds + " seconds are more than 10,000 years");
    }
    return Duration.ofSeconds(seconds, readNanos(in));
  }

  private static void writeNanos(FieldWriter out, int nanos) {
    if (nanos != 0) {
      out.count(2, nanos);
    }
  }

  private static long readNanos(FieldReader in) throws WireException {
    long nanos = in.count(2, 0);
    if (nanos > 999_999_999) {
      throw WireException.malformed(nanos + " nanoseconds are more than a second");
    }
    return nanos;
  }

  // Who and where.

  static void writeNode(FieldWriter out, NodeId node) {
    out.text(1, node.name(), NodeId.MAX_NAME);
    out.count(2, node.incarnation());
  }

  static NodeId readNode(FieldReader in) throws WireException {
    return new NodeId(in.text(1, NodeId.MAX_NAME), in.count(2));
  }

  static void writeView(FieldWriter out, ViewId view) {
    out.message(1, view.creator(), Values::writeNode);
    out.count(2, view.number());
  }

  static ViewId readView(FieldReader in) throws WireException {
    return new ViewId(in.message(1, Values::readNode), in.count(2));
  }

  // Runs' ids.

  static void writeRunId(FieldWriter out, RunId id) {
    out.text(1, JobName.check(id.job()), JobName.MAX_LENGTH);
    if (id.root() instanceof RootCause.AtTime time) {
      out.message(2, time.fireTime(), Values::writeInstant);
    } else if (id.root() instanceof RootCause.ByOrder order) {
      out.text(3, order.orderId(), RootCause.ByOrder.MAX_ID);
    }
    out.text(4, id.member(), NodeId.MAX_NAME);
  }

  static RunId readRunId(FieldReader in) throws WireException {
    String job = JobName.check(in.text(1, JobName.MAX_LENGTH));
    Instant time = in.messageOrNull(2, Values::readInstant);
    String order = in.textOrNull(3, RootCause.ByOrder.MAX_ID);
    return new RunId(job, root(time, order), in.textOrNull(4, NodeId.MAX_NAME));
  }

  private static RootCause root(@Nullable Instant time, @Nullable String order)
      throws WireException {
    if (time != null && order == null) {
      return new RootCause.AtTime(time);
    }
    if (order != null && time == null) {
      return new RootCause.ByOrder(order);
    }
    throw WireException.malformed("a run id has a fire time or an order, and not both");
  }

  // What was heard.

  static void writeStamp(FieldWriter out, Stamp stamp) {
    if (stamp.millis() > Limits.LAST_MILLI) {
      throw new IllegalArgumentException(stamp + " cannot be sent; the years 1970 to 9999 can");
    }
    out.count(1, stamp.millis());
    out.count(2, stamp.counter());
    out.message(3, stamp.by(), Values::writeNode);
  }

  static Stamp readStamp(FieldReader in) throws WireException {
    long millis = in.count(1);
    if (millis > Limits.LAST_MILLI) {
      throw WireException.malformed("a stamp is later than the year 9999");
    }
    return new Stamp(millis, in.smallCount(2), in.message(3, Values::readNode));
  }

  static void writeDigest(FieldWriter out, Digest digest) {
    if (digest.heard().size() > Limits.LIST) {
      throw new IllegalArgumentException(
          digest.heard().size() + " origins cannot be sent; " + Limits.LIST + " can");
    }
    Set<NodeId> origins = new TreeSet<>(digest.heard().keySet());
    origins.addAll(digest.ahead().keySet());
    for (NodeId origin : origins) {
      out.message(
          1,
          new Heard(origin, digest.of(origin), digest.ahead().getOrDefault(origin, List.of())),
          Values::writeHeard);
    }
  }

  static Digest readDigest(FieldReader in) throws WireException {
    Map<NodeId, Long> heard = new TreeMap<>();
    Map<NodeId, List<Range>> ahead = new TreeMap<>();
    for (Heard each : in.list(1, Values::readHeard)) {
      if (heard.put(each.origin(), each.upTo()) != null) {
        throw WireException.malformed("a digest has " + each.origin() + " twice");
      }
      ahead.put(each.origin(), each.ahead());
    }
    return new Digest(heard, ahead);
  }

  /** What was heard of one origin. */
  private record Heard(NodeId origin, long upTo, List<Range> ahead) {}

  private static void writeHeard(FieldWriter out, Heard heard) {
    out.message(1, heard.origin(), Values::writeNode);
    out.count(2, heard.upTo());
    out.list(3, heard.ahead(), Values::writeRange);
  }

  private static Heard readHeard(FieldReader in) throws WireException {
    NodeId origin = in.message(1, Values::readNode);
    long upTo = in.count(2);
    if (upTo > Limits.SEQUENCE) {
      throw WireException.malformed("write " + upTo + " is beyond all numbers");
    }
    List<Range> ahead = in.list(3, Values::readRange);
    if (ahead.size() > Digest.MAX_RANGES) {
      throw WireException.malformed(ahead.size() + " gaps in one origin's writes");
    }
    return new Heard(origin, upTo, ahead);
  }

  static void writeRange(FieldWriter out, Range range) {
    out.sequence(1, range.first());
    out.sequence(2, range.last());
  }

  static Range readRange(FieldReader in) throws WireException {
    return new Range(in.sequence(1), in.sequence(2));
  }
}
