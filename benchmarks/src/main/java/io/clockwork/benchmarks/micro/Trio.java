package io.clockwork.benchmarks.micro;

import io.clockwork.client.OrderResult;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.engine.Engine;
import io.clockwork.internal.engine.Moment;
import io.clockwork.internal.engine.Options;
import io.clockwork.internal.engine.Outcome;
import io.clockwork.internal.engine.Ports;
import io.clockwork.internal.wire.Frame;
import io.clockwork.job.Event;
import io.clockwork.job.Job;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Three engines that vote, in one thread: frames are handed over at once and as objects, time moves
 * only when told, and a job's code takes no time. What remains is what the engines do.
 */
final class Trio {
  private static final int MEMBERS = 3;
  private static final int WORKERS = 1_000;
  private static final int HISTORY = 100;
  private static final Outcome DONE = new Outcome(true, null, null, null);

  private final Deque<Runnable> mail = new ArrayDeque<>();
  private final List<Member> members = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos = 1_000_000_000;
  private long runs;
  private boolean recording;

  Trio() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      nodes.add(new Node(new NodeId("m" + i, 1 + i), Role.MEMBER, Map.of()));
    }
    nodes.forEach(node -> members.add(new Member(node)));
    View view = new View(new ViewId(nodes.get(0).id(), 1), nodes, false);
    members.forEach(member -> member.engine.viewChanged(now(), view));
    settle();
    // Members wait after a start before they are of use.
    for (int second = 0; second < 60 && !ready(); second++) {
      pass(Duration.ofSeconds(1));
    }
    if (!ready()) {
      throw new IllegalStateException("the engines do not become ready");
    }
  }

  private boolean ready() {
    return members.stream().allMatch(member -> member.engine.ready());
  }

  private Moment now() {
    return new Moment(wall, nanos);
  }

  /** Registers jobs that are due once, after a time. */
  void register(String prefix, int jobs, Duration after) {
    Instant at = wall.plus(after);
    for (int i = 0; i < jobs; i++) {
      JobDefinition definition = Job.named(prefix + i).at(at).run(context -> {}).definition();
      members.forEach(member -> member.engine.register(now(), definition));
    }
    settle();
  }

  /** Lets time pass, and what is due happen. */
  void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
    for (Member member : members) {
      member.fire();
    }
    settle();
  }

  private void settle() {
    boolean again = true;
    while (again) {
      for (Runnable letter = mail.poll(); letter != null; letter = mail.poll()) {
        letter.run();
      }
      for (Member member : members) {
        if (nanos >= member.engine.wakeAt()) {
          member.engine.tick(now());
        }
        member.engine.flush(now());
      }
      again = !mail.isEmpty();
    }
  }

  /** Returns how many runs were started. */
  long runs() {
    return runs;
  }

  Engine engine(int member) {
    return members.get(member).engine;
  }

  /** Keeps the frames that are sent from now on. */
  List<Frame> record() {
    recording = true;
    return frames;
  }

  private final class Member implements Ports {
    private final NodeId id;
    private final Engine engine;
    private final Map<String, Instant> armed = new TreeMap<>();
    private final Map<Long, Consumer<Frame>> replies = new HashMap<>();
    private long number;

    Member(Node self) {
      id = self.id();
      engine =
          new Engine(
              self,
              this,
              new Options(
                  HISTORY, WORKERS, Options.CHUNK, Options.TAKEOVER, List.of("m0", "m1", "m2")),
              now());
    }

    void fire() {
      List<String> due =
          armed.entrySet().stream()
              .filter(each -> !each.getValue().isAfter(wall))
              .map(Map.Entry::getKey)
              .toList();
      due.forEach(armed::remove);
      due.forEach(job -> engine.fired(now(), job));
    }

    private void keep(Frame frame) {
      if (recording) {
        frames.add(frame);
      }
    }

    @Override
    public void multicast(Frame frame) {
      keep(frame);
      for (Member other : members) {
        if (other != this) {
          mail.add(() -> other.engine.received(now(), id, frame));
        }
      }
    }

    @Override
    public void request(NodeId to, Frame frame, Duration timeout, long token) {
      keep(frame);
      for (Member other : members) {
        if (other.id.equals(to)) {
          mail.add(() -> other.requested(this, frame, token));
        }
      }
    }

    private void requested(Member from, Frame frame, long token) {
      long reply = ++number;
      replies.put(
          reply,
          answer -> {
            keep(answer);
            mail.add(() -> from.engine.answered(now(), token, answer));
          });
      engine.requested(now(), from.id, frame, reply);
    }

    @Override
    public void reply(long token, Frame frame) {
      Consumer<Frame> waiting = replies.remove(token);
      if (waiting != null) {
        waiting.accept(frame);
      }
    }

    @Override
    public void arm(String job, Instant at) {
      armed.put(job, at);
    }

    @Override
    public void disarm(String job) {
      armed.remove(job);
    }

    @Override
    public void run(Run run, long startBy) {
      runs++;
      mail.add(() -> engine.runEnded(now(), run.id(), DONE));
    }

    @Override
    public void publish(Event event) {}

    @Override
    public void ordered(long token, OrderResult result) {}
  }
}
