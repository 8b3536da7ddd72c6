package io.clockwork.examples;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.cluster.Network;
import io.clockwork.job.Event.RunStarted;
import io.clockwork.job.Job;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** A client that owns nothing has a member start a job now, with parameters. */
public final class ForceStart {
  private ForceStart() {}

  /**
   * Runs a member and a client in this process.
   *
   * @param args none
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    String cluster = System.getProperty("cluster", "force-start");
    Network network = Network.udp().bind("loopback");
    CountDownLatch ended = new CountDownLatch(2);

    Job extract =
        Job.named("extract")
            .cron("0 0 2 * * ?", ZoneOffset.UTC)
            .run(
                context -> {
                  System.out.println("extract runs with " + context.parameters());
                  ended.countDown();
                });

    try (Clockwork node =
            Clockwork.cluster(cluster)
                .member("node-1")
                .network(network)
                .job(extract)
                .on(RunStarted.class, event -> tell(event, ended))
                .start();
        ClockworkClient client =
            Clockwork.observe(cluster).name("admin").network(network).connect()) {
      StartOrder order = StartOrder.of("extract").with("day", "2026-12-01").on(node.self().name());
      OrderResult result = client.start(order).join();
      if (result instanceof OrderResult.Done done) {
        System.out.println("done: " + done.run().job() + " on " + done.member());
      } else if (result instanceof OrderResult.Refused refused) {
        System.out.println("refused: " + refused.reason());
      } else if (result instanceof OrderResult.Unknown unknown) {
        // Safe to give again: the same order id is the same run.
        System.out.println("unknown: " + unknown.reason());
      }
      System.out.println("again, the same run: " + client.start(order).join().equals(result));
      ended.await();
    }
  }

  private static void tell(RunStarted event, CountDownLatch ended) {
    System.out.println("node-1 hears: started, by " + event.run().cause());
    ended.countDown();
  }
}
