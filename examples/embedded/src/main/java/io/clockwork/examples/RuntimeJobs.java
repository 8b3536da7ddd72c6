package io.clockwork.examples;

import io.clockwork.Clockwork;
import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Network;
import io.clockwork.job.Job;
import io.clockwork.job.JobCode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** Jobs that come, change and go while the member runs, as from a page for administrators. */
public final class RuntimeJobs {
  private RuntimeJobs() {}

  /**
   * Runs a member in this process.
   *
   * @param args none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(3);
    JobCode code =
        context -> {
          System.out.println("clean runs");
          runs.countDown();
        };

    try (Clockwork node =
        Clockwork.cluster(System.getProperty("cluster", "runtime-jobs"))
            .member("node-1")
            .network(Network.udp().bind("loopback"))
            .start()) {
      node.register(Job.named("clean").every(Duration.ofMillis(200)).run(code));
      runs.await();

      // Changed: the same name, another schedule.
      node.register(Job.named("clean").cron("0 0 3 ? * SUN", ZoneOffset.UTC).run(code));
      JobStatus status = node.client().job("clean").orElseThrow();
      System.out.println("now " + status.definition().schedule());

      // Refused, with what would be right: nothing is changed.
      try {
        node.register(Job.named("clean").cron("0 0 3 31 2 ?", ZoneOffset.UTC).run(code));
      } catch (IllegalArgumentException e) {
        System.out.println("refused: " + e.getMessage());
      }

      System.out.println("removed: " + node.remove("clean"));
      System.out.println(node.client().jobs().size() + " jobs");
    }
  }
}
