package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.job.Event;
import io.clockwork.launcher.output.BrokenPipeException;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Prints events as they come. */
@Command(name = "tail", description = "Print what happens as it happens, until interrupted.")
final class TailCommand extends ClientCommand {
  @Override
  int run(ClockworkClient client, Out out) throws InterruptedException {
    CountDownLatch unread = new CountDownLatch(1);
    try (ClockworkClient.Subscription subscription =
        client.subscribe(event -> print(event, out, unread))) {
      unread.await();
    }
    return ExitCode.OK;
  }

  private static void print(Event event, Out out, CountDownLatch unread) {
    try {
      if (out.isJson()) {
        out.json(Fields.of(event));
      } else {
        out.line(out.words().event(event));
      }
    } catch (BrokenPipeException e) {
      unread.countDown();
    }
  }

  @Override
  int codeWhenInterrupted() {
    return ExitCode.OK;
  }
}
