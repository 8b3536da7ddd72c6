package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Run;
import io.clockwork.job.RunState;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Orders a job to be started now. */
@Command(
    name = "start",
    description = "Start a job now, whatever its schedule or condition says; prints the run's id.")
@SuppressWarnings("NullAway.Init")
final class StartCommand extends ClientCommand {
  @Parameters(paramLabel = "JOB", description = "The job's name.")
  private String job;

  @Option(names = "--on", paramLabel = "MEMBER", description = "Run it there (default: its owner).")
  private @Nullable String member;

  @Option(
      names = "--param",
      paramLabel = "KEY=VALUE",
      description = "A parameter for the run; a command gets it as CLOCKWORK_PARAM_KEY.")
  private Map<String, String> parameters = Map.of();

  @Option(names = "--wait", description = "Wait until the run has ended.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "With --wait: give up waiting, but not the run, after so long.")
  private @Nullable String timeout;

  @Option(
      names = "--order-id",
      paramLabel = "ID",
      description = "Names the order: repeating it under one id starts one run.")
  private @Nullable String orderId;

  private @Nullable Duration patience;
  private StartOrder order;

  @Override
  void check() {
    if (timeout != null && !wait) {
      throw new IllegalArgumentException("--timeout goes with --wait; add --wait or leave it out");
    }
    patience = timeout == null ? null : duration(timeout);
    order = StartOrder.of(job);
    order = new StartOrder(orderId == null ? order.orderId() : orderId, job, member, parameters);
  }

  @Override
  int run(ClockworkClient client, Out out) throws InterruptedException {
    // Subscribed before it orders, or it could miss the end of a short run.
    try (RunWatch watch = new RunWatch(client)) {
      OrderResult result = client.start(order).join();
      if (!(result instanceof OrderResult.Done done)) {
        throw notDone(result);
      }
      printStarted(order, done, out);
      return wait ? await(watch, done, out) : ExitCode.OK;
    }
  }

  private static CommandException notDone(OrderResult result) {
    if (result instanceof OrderResult.Refused refused) {
      boolean noSuchJob = refused.kind() == OrderResult.Refused.Kind.NO_SUCH_JOB;
      return new CommandException(
          noSuchJob ? ExitCode.NO_SUCH_JOB_OR_RUN : ExitCode.REFUSED,
          "refused: " + refused.reason());
    }
    OrderResult.Unknown unknown = (OrderResult.Unknown) result;
    return new CommandException(
        ExitCode.TIMEOUT,
        "not known whether the run was started: "
            + unknown.reason()
            + "; it is safe to repeat the order with --order-id "
            + unknown.orderId());
  }

  private static void printStarted(StartOrder order, OrderResult.Done done, Out out) {
    if (out.isJson()) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("run", done.run().toString());
      fields.put("job", order.job());
      fields.put("member", done.member());
      fields.put("orderId", order.orderId());
      out.json(fields);
    } else {
      out.line(done.run().toString());
    }
  }

  private int await(RunWatch watch, OrderResult.Done done, Out out) throws InterruptedException {
    Run run = watch.await(done.run(), patience);
    if (run == null) {
      throw new CommandException(
          ExitCode.TIMEOUT,
          "the run " + done.run() + " has not ended within " + timeout + "; it goes on");
    }
    if (out.isJson()) {
      out.json(Fields.of(run));
    } else {
      String reason = run.reason() == null ? "" : ": " + out.words().brief(run.reason());
      String took = run.endedAt() == null ? "" : " after " + out.words().took(run);
      out.line(run.state() + " on " + run.member() + took + reason);
    }
    return run.state() == RunState.SUCCEEDED ? ExitCode.OK : ExitCode.RUN_FAILED;
  }
}
