package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import io.clockwork.launcher.output.Words;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why a job is not running. */
@Command(name = "why", description = "Say in words why a job is not running now, or that it is.")
@SuppressWarnings("NullAway.Init")
final class WhyCommand extends ClientCommand {
  @Parameters(paramLabel = "JOB", description = "The job's name.")
  private String job;

  @Override
  int run(ClockworkClient client, Out out) {
    List<String> reasons = client.why(job);
    if (reasons.isEmpty()) {
      throw CommandException.noSuchJob(job);
    }
    if (out.isJson()) {
      out.json(Fields.why(job, reasons));
    } else {
      reasons.forEach(reason -> out.line(Words.clean(reason)));
    }
    return ExitCode.OK;
  }
}
