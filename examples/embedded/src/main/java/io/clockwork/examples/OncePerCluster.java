package io.clockwork.examples;

import static io.clockwork.job.Condition.failure;

import io.clockwork.Clockwork;
import io.clockwork.cluster.Network;
import io.clockwork.job.Event.RunFailed;
import io.clockwork.job.Job;
import java.util.concurrent.CountDownLatch;

/**
 * The same application three times: its listener is called on each, its job runs once.
 *
 * <p>Write a listener for what each instance does for itself, such as a metric; write a job for
 * what is to happen once, such as a mail.
 */
public final class OncePerCluster {
  private static final CountDownLatch SEEN = new CountDownLatch(4);

  private OncePerCluster() {}

  /**
   * Runs three members in this process, until all have heard of the failure and one has told.
   *
   * @param args none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    try (Clockwork node1 = start("node-1");
        Clockwork node2 = start("node-2");
        Clockwork node3 = start("node-3")) {
      node1.start("extract").join();
      SEEN.await();
      System.out.println("mail is owned by one of " + node2.client().job("mail").get().carriers());
      System.out.println(node3.client().nodes().size() + " members");
    }
  }

  private static Clockwork start(String name) {
    return Clockwork.cluster(System.getProperty("cluster", "once-per-cluster"))
        .member(name)
        .network(Network.udp().bind("loopback"))
        .job(
            Job.named("extract")
                .run(
                    context -> {
                      throw new IllegalStateException("no source");
                    }))
        .job(
            Job.named("mail")
                .after(failure("extract"))
                .run(context -> print("mail sent, by " + context.cause())))
        .on(RunFailed.class, event -> print("counted on " + name))
        .start();
  }

  private static void print(String line) {
    System.out.println(line);
    SEEN.countDown();
  }
}
