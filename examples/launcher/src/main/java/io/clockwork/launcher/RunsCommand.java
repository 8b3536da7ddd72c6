package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.job.Run;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the runs that the cluster remembers. */
@Command(name = "runs", description = "List the runs that the cluster remembers, oldest first.")
final class RunsCommand extends ClientCommand {
  @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only the runs of this job.")
  private @Nullable String job;

  @Override
  int run(ClockworkClient client, Out out) {
    List<Run> runs = job == null ? client.runs() : client.runs(job);
    if (job != null && runs.isEmpty() && client.job(job).isEmpty()) {
      throw CommandException.noSuchJob(job);
    }
    if (out.isJson()) {
      runs.forEach(run -> out.json(Fields.of(run)));
      return ExitCode.OK;
    }
    out.table(
        List.of("RUN", "STATE", "MEMBER", "STARTED", "TOOK", "REASON"),
        runs.stream().map(run -> row(run, out)).toList());
    return ExitCode.OK;
  }

  private static List<String> row(Run run, Out out) {
    return List.of(
        run.id().toString(),
        run.state().name(),
        run.member(),
        out.words().time(run.startedAt()),
        out.words().took(run),
        out.words().brief(run.reason()));
  }
}
