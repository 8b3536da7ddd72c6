package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.launcher.output.Details;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows all that is known of a job or a run. */
@Command(
    name = "show",
    description = "Show all that is known of a job, or of a run with its reason, trace and output.")
@SuppressWarnings("NullAway.Init")
final class ShowCommand extends ClientCommand {
  @Parameters(
      paramLabel = "JOB|RUN",
      description = "A job's name, or a run's id as in extract@2026-12-01T02:00:00Z.")
  private String what;

  private boolean isRun() {
    return what.indexOf('@') >= 0 || what.indexOf('#') >= 0;
  }

  @Override
  void check() {
    if (isRun()) {
      var unused = RunId.parse(what);
    }
  }

  @Override
  int run(ClockworkClient client, Out out) {
    if (isRun()) {
      show(client.run(RunId.parse(what)).orElseThrow(this::noSuchRun), out);
    } else {
      show(client.job(what).orElseThrow(() -> CommandException.noSuchJob(what)), out);
    }
    return ExitCode.OK;
  }

  private static void show(Run run, Out out) {
    if (out.isJson()) {
      out.json(Fields.of(run));
    } else {
      Details.of(run, out.words()).forEach(out::line);
    }
  }

  private static void show(JobStatus job, Out out) {
    if (out.isJson()) {
      out.json(Fields.of(job));
    } else {
      Details.of(job, out.words()).forEach(out::line);
    }
  }

  private CommandException noSuchRun() {
    return new CommandException(
        ExitCode.NO_SUCH_JOB_OR_RUN,
        "no run \"" + what + "\" is known in the cluster, or it is long past; see runs");
  }
}
