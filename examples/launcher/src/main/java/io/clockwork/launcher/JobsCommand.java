package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.job.Run;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the jobs. */
@Command(
    name = "jobs",
    description = "List the jobs: when, where, owner, state, next and last run.")
final class JobsCommand extends ClientCommand {
  @Override
  int run(ClockworkClient client, Out out) {
    List<JobStatus> jobs = client.jobs();
    if (out.isJson()) {
      jobs.forEach(job -> out.json(Fields.of(job)));
      return ExitCode.OK;
    }
    out.table(
        List.of("JOB", "STATE", "OWNER", "NEXT", "LAST", "ON", "WHEN"),
        jobs.stream().map(job -> row(job, out)).toList());
    return ExitCode.OK;
  }

  private static List<String> row(JobStatus job, Out out) {
    String owner = job.owner();
    Run last = job.lastRun();
    return List.of(
        job.name(),
        job.state().name(),
        owner == null ? "-" : owner,
        out.words().time(job.nextFireTime()),
        last == null ? "-" : last.state().name(),
        job.definition().placement().toString(),
        out.words().when(job));
  }
}
