package io.clockwork.examples;

import static io.clockwork.job.Condition.success;

import io.clockwork.Clockwork;
import io.clockwork.cluster.Network;
import io.clockwork.job.Job;
import io.clockwork.job.JobContext;
import io.clockwork.job.Placement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A chain of jobs over two members: each starts because the one before succeeded elsewhere. */
public final class Dependency {
  private Dependency() {}

  /**
   * Runs both members in this process, until the chain ran twice.
   *
   * @param args none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    String cluster = System.getProperty("cluster", "dependency");
    Network network = Network.udp().bind("loopback");
    CountDownLatch reports = new CountDownLatch(2);

    Job extract =
        Job.named("extract")
            .every(Duration.ofSeconds(1))
            .on(Placement.member("node-1"))
            .run(Dependency::print);
    Job load =
        Job.named("load")
            .after(success("extract"))
            .on(Placement.member("node-2"))
            .run(Dependency::print);
    // A condition looks at runs of one root cause: this extract's load, never the last one's.
    Job report =
        Job.named("report")
            .after(success("extract").and(success("load")))
            .on(Placement.member("node-1"))
            .run(
                context -> {
                  print(context);
                  reports.countDown();
                });

    try (Clockwork node1 =
            Clockwork.cluster(cluster)
                .member("node-1")
                .network(network)
                .job(extract)
                .job(report)
                .start();
        Clockwork node2 =
            Clockwork.cluster(cluster).member("node-2").network(network).job(load).start()) {
      reports.await();
      System.out.println(node1.client().runs().size() + " runs, as node-1 knows them");
      System.out.println(node2.client().job("report").orElseThrow().lastRun());
    }
  }

  private static void print(JobContext context) {
    System.out.println(context.member() + ": " + context.runId() + ", by " + context.cause());
  }
}
