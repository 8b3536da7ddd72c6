package io.clockwork.benchmarks.peer;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ScheduledExecutorConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.scheduledexecutor.IScheduledExecutorService;
import com.hazelcast.scheduledexecutor.NamedTask;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Hazelcast's durable scheduled executor, with one backup, which is its default. */
final class HazelcastPeer implements Peer {
  private static final String EXECUTOR = "jobs";

  /** What runs on a member. */
  private static final class Body implements Runnable, NamedTask, Serializable {
    private static final long serialVersionUID = 1;
    private final String name;

    Body(String name) {
      this.name = name;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public void run() {
      Probe.ran(name);
    }
  }

  /** Runs, and then has another run on another member. */
  private static final class First implements Runnable, Serializable, HazelcastInstanceAware {
    private static final long serialVersionUID = 1;
    private final String name;
    private final String next;
    private transient @Nullable HazelcastInstance hazelcast;

    First(String name, String next) {
      this.name = name;
      this.next = next;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
      hazelcast = instance;
    }

    @Override
    public void run() {
      Probe.ran(name);
      HazelcastInstance here = Objects.requireNonNull(hazelcast);
      here.getScheduledExecutorService(EXECUTOR)
          .scheduleOnMember(new Plain(next), member(here, 1), 0, TimeUnit.MILLISECONDS);
    }
  }

  /** Runs as often as it is given: it has no name of its own. */
  private static final class Plain implements Runnable, Serializable {
    private static final long serialVersionUID = 1;
    private final String name;

    Plain(String name) {
      this.name = name;
    }

    @Override
    public void run() {
      Probe.ran(name);
    }
  }

  private final Setup setup;
  private @Nullable HazelcastInstance hazelcast;
  private @Nullable String next;

  HazelcastPeer(Setup setup) {
    this.setup = setup;
  }

  @Override
  public void start() {
    String[] addresses =
        IntStream.range(0, setup.members())
            .mapToObj(i -> "127.0.0.1:" + port(i))
            .toArray(String[]::new);
    if (setup.isAdmin()) {
      ClientConfig config = new ClientConfig().setClusterName(setup.cluster());
      config.getNetworkConfig().addAddress(addresses);
      hazelcast = HazelcastClient.newHazelcastClient(config);
      return;
    }
    Config config = new Config().setClusterName(setup.cluster());
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.getNetworkConfig().setPort(port(setup.index())).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    List.of(addresses).forEach(join.getTcpIpConfig()::addMember);
    config.getMemberAttributeConfig().setAttribute("index", Integer.toString(setup.index()));
    config.addScheduledExecutorConfig(
        new ScheduledExecutorConfig(EXECUTOR)
            .setPoolSize(setup.workers())
            .setCapacity(0)
            .setDurability(1));
    hazelcast = Hazelcast.newHazelcastInstance(config);
  }

  private int port(int index) {
    return Integer.parseInt(setup.option("port", "17800")) + 10 * index;
  }

  private HazelcastInstance hazelcast() {
    return Objects.requireNonNull(hazelcast, "not started");
  }

  @Override
  public int members() {
    return hazelcast().getCluster().getMembers().size();
  }

  @Override
  public boolean registersEverywhere() {
    return false;
  }

  private IScheduledExecutorService executor() {
    return hazelcast().getScheduledExecutorService(EXECUTOR);
  }

  private static Member member(HazelcastInstance hazelcast, int index) {
    return hazelcast.getCluster().getMembers().stream()
        .filter(member -> Integer.toString(index).equals(member.getAttribute("index")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void once(List<String> jobs, Instant at) {
    for (String name : jobs) {
      long delay = Duration.between(Instant.now(), at).toNanos();
      executor().schedule(new Body(name), delay, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void every(List<String> jobs, Instant first, Duration period) {
    long step = period.toNanos() / jobs.size();
    for (int i = 0; i < jobs.size(); i++) {
      long delay = Duration.between(Instant.now(), first.plusNanos(step * i)).toNanos();
      executor()
          .scheduleAtFixedRate(
              new Body(jobs.get(i)), delay, period.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void pair(String first, String second) {
    next = second;
  }

  @Override
  public void idle(String job) {}

  @Override
  public void run(String job) {
    String second = next;
    Runnable task = second == null ? new Plain(job) : new First(job, second);
    executor().scheduleOnMember(task, member(hazelcast(), 0), 0, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    hazelcast().shutdown();
  }
}
