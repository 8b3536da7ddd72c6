package io.clockwork.benchmarks.peer;

import io.clockwork.Clockwork;
import io.clockwork.MemberBuilder;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import io.clockwork.job.Condition;
import io.clockwork.job.Durability;
import io.clockwork.job.Job;
import io.clockwork.job.JobContext;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Clockwork as its users get it, with a majority of the members as voters. */
final class ClockworkPeer implements Peer {
  private final Setup setup;
  private @Nullable Clockwork member;
  private @Nullable ClockworkClient client;

  ClockworkPeer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public void start() {
    if (setup.isAdmin()) {
      client = Clockwork.observe(setup.cluster()).network(network()).connect();
      return;
    }
    MemberBuilder builder =
        Clockwork.cluster(setup.cluster())
            .member(setup.name())
            .network(network())
            .workers(setup.workers());
    if (setup.option("voters", "all").equals("all")) {
      builder.majorityOf(
          IntStream.range(0, setup.members()).mapToObj(Setup::name).toArray(String[]::new));
    }
    String journal = setup.option("journal", "off");
    if (!journal.equals("off")) {
      builder.journal(
          Path.of(setup.option("folder", ""), setup.name()), Durability.valueOf(journal));
    }
    Clockwork started = builder.start();
    member = started;
    client = started.client();
  }

  private Network network() {
    return setup.option("network", "udp").equals("udp")
        ? Network.udp().bind("loopback")
        : Network.tcp(
                IntStream.range(0, setup.members())
                    .mapToObj(i -> "127.0.0.1:" + port(i))
                    .toArray(String[]::new))
            .bind("127.0.0.1")
            .port(port(setup.index()));
  }

  private int port(int index) {
    return Integer.parseInt(setup.option("port", "17800")) + 10 * index;
  }

  @Override
  public int members() {
    return (int) client().nodes().stream().filter(Node::isMember).count();
  }

  private ClockworkClient client() {
    ClockworkClient connected = client;
    if (connected == null) {
      throw new IllegalStateException("not started");
    }
    return connected;
  }

  @Override
  public boolean registersEverywhere() {
    return true;
  }

  private void register(Job... jobs) {
    Clockwork started = member;
    if (started == null) {
      throw new IllegalStateException("only a member carries jobs");
    }
    started.registerAll(List.of(jobs));
  }

  private static void body(JobContext context) {
    long due = 0;
    if (context.runId().root() instanceof RootCause.AtTime time) {
      Instant at = time.fireTime();
      due = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
    Probe.ran(context.runId().job(), due);
  }

  @Override
  public void once(List<String> jobs, Instant at) {
    register(
        jobs.stream()
            .map(name -> placed(Job.named(name).at(at)).run(ClockworkPeer::body))
            .toArray(Job[]::new));
  }

  /** All jobs on one member, so that the others can be seen not to own them; else anywhere. */
  private Job.Builder placed(Job.Builder job) {
    return setup.option("place", "any").equals("any")
        ? job
        : job.on(Placement.member(setup.option("place", "")));
  }

  @Override
  public void every(List<String> jobs, Instant first, Duration period) {
    long step = period.toNanos() / jobs.size();
    register(
        IntStream.range(0, jobs.size())
            .mapToObj(
                i ->
                    Job.named(jobs.get(i))
                        .schedule(Schedule.every(period).startingAt(first.plusNanos(step * i)))
                        .run(ClockworkPeer::body))
            .toArray(Job[]::new));
  }

  @Override
  public void pair(String first, String second) {
    register(Job.named(first).on(Placement.member(Setup.name(0))).run(ClockworkPeer::body));
    register(
        Job.named(second)
            .after(Condition.success(first))
            .on(Placement.member(Setup.name(1)))
            .run(ClockworkPeer::body));
  }

  @Override
  public void idle(String job) {
    register(Job.named(job).on(Placement.member(Setup.name(0))).run(ClockworkPeer::body));
  }

  @Override
  public void run(String job) {
    OrderResult result = client().start(StartOrder.of(job)).join();
    if (!(result instanceof OrderResult.Done)) {
      throw new IllegalStateException(job + " was not started: " + result);
    }
  }

  @Override
  public void close() {
    if (member != null) {
      member.close();
    } else {
      client().close();
    }
  }
}
