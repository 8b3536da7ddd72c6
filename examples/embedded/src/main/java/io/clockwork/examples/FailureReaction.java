package io.clockwork.examples;

import static io.clockwork.job.Condition.failure;

import io.clockwork.Clockwork;
import io.clockwork.cluster.Network;
import io.clockwork.job.Event.RunFailed;
import io.clockwork.job.Job;
import io.clockwork.job.Placement;
import io.clockwork.job.Run;
import java.util.concurrent.CountDownLatch;

/** A job fails on one member; a job of another one reacts, and both hear why. */
public final class FailureReaction {
  private FailureReaction() {}

  /**
   * Runs both members in this process, until the reaction was seen.
   *
   * @param args none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    String cluster = System.getProperty("cluster", "failure-reaction");
    Network network = Network.udp().bind("loopback");
    CountDownLatch seen = new CountDownLatch(3);

    Job extract =
        Job.named("extract")
            .on(Placement.member("node-1"))
            .run(
                context -> {
                  throw new IllegalStateException("the source is not there");
                });
    Job pageOps =
        Job.named("page-ops")
            .after(failure("extract"))
            .on(Placement.member("node-2"))
            .run(
                context -> {
                  System.out.println("page-ops runs on " + context.member());
                  seen.countDown();
                });

    try (Clockwork node1 =
            Clockwork.cluster(cluster)
                .member("node-1")
                .network(network)
                .job(extract)
                .on(RunFailed.class, event -> tell("node-1", event.run(), seen))
                .start();
        Clockwork node2 =
            Clockwork.cluster(cluster)
                .member("node-2")
                .network(network)
                .job(pageOps)
                .on(RunFailed.class, event -> tell("node-2", event.run(), seen))
                .start()) {
      System.out.println(node2.start("extract").join());
      seen.await();
      node1.client().why("extract").forEach(System.out::println);
    }
  }

  private static void tell(String listener, Run run, CountDownLatch seen) {
    System.out.println(
        listener + " hears: " + run.job() + " failed on " + run.member() + ": " + run.reason());
    seen.countDown();
  }
}
