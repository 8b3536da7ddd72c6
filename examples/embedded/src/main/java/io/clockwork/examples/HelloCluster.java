package io.clockwork.examples;

import io.clockwork.Clockwork;
import io.clockwork.cluster.Network;
import io.clockwork.job.Job;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * One job, on one of however many processes are there.
 *
 * <p>Start it in two terminals with different names: one of them prints each second. End that one,
 * by Ctrl-C or by kill -9: the other goes on.
 */
public final class HelloCluster {
  private HelloCluster() {}

  /**
   * Runs a member until the process ends.
   *
   * @param args the member's name, unique in the cluster
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    Clockwork member = start(args[0]);
    // Leaves gracefully at Ctrl-C.
    Runtime.getRuntime().addShutdownHook(new Thread(member::close));
    new CountDownLatch(1).await();
  }

  static Clockwork start(String name) {
    return Clockwork.cluster(System.getProperty("cluster", "hello"))
        .member(name)
        // These examples stay on one machine; the default is all machines on the local network.
        .network(Network.udp().bind("loopback"))
        .job(
            Job.named("hello")
                .every(Duration.ofSeconds(1))
                .run(context -> System.out.println(name + " runs " + context.runId())))
        .start();
  }
}
