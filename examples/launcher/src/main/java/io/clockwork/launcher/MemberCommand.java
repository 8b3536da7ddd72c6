package io.clockwork.launcher;

import io.clockwork.Clockwork;
import io.clockwork.MemberBuilder;
import io.clockwork.cluster.ClusterException;
import io.clockwork.job.Job;
import io.clockwork.job.JournalException;
import io.clockwork.launcher.file.Durations;
import io.clockwork.launcher.file.FileJob;
import io.clockwork.launcher.file.JobsFileException;
import io.clockwork.launcher.file.JobsFileReader;
import io.clockwork.launcher.file.JournalSpec;
import io.clockwork.launcher.file.MemberConfig;
import io.clockwork.launcher.file.Overrides;
import io.clockwork.launcher.run.CommandJob;
import io.clockwork.launcher.run.LiveProcesses;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The scheduling daemon. */
@Command(
    name = "member",
    description = {
      "Run a member of the cluster with the jobs of a file, until it is told to end.",
      "SIGTERM and SIGINT make it leave: it waits for running jobs up to the grace, hands over, and"
          + " ends with exit code 0."
    })
@SuppressWarnings("NullAway.Init")
final class MemberCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--file", required = true, paramLabel = "YAML", description = "The jobs file.")
  private Path file;

  @Option(names = "--cluster", description = "The cluster's name, instead of the file's.")
  private @Nullable String cluster;

  @Option(names = "--member", paramLabel = "NAME", description = "This member's stable name.")
  private @Nullable String member;

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "One more label.")
  private Map<String, String> labels = Map.of();

  @Mixin private NetworkOptions network;

  @Option(
      names = "--voters",
      split = ",",
      paramLabel = "NAME",
      description = "The members of whom a majority decides, instead of the file's.")
  private List<String> voters = List.of();

  @Option(
      names = "--journal",
      paramLabel = "DIR|none",
      description = "Where to keep the journal, instead of the file's or the default.")
  private @Nullable String journal;

  @Option(
      names = "--durability",
      paramLabel = "sync|async",
      description = "Whether votes wait until they are on the disk.")
  private @Nullable String durability;

  @Option(names = "--workers", description = "Most runs at once on this member.")
  private @Nullable Integer workers;

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      description = "How long leaving waits for running jobs.")
  private @Nullable String grace;

  @Option(names = "--exit-with-parent", hidden = true, description = "For the demo and tests.")
  private @Nullable Long parent;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LogbackSetup.logTransitions();
    LiveProcesses commands = new LiveProcesses();
    Daemon daemon = new Daemon(commands);
    if (parent != null) {
      daemon.endWith(parent);
    }
    MemberConfig config = config();
    Logger log = LoggerFactory.getLogger(MemberCommand.class);
    config.notes().forEach(note -> log.warn("{}: {}", file, note));
    Clockwork clockwork = start(config, commands);
    daemon.leaveOnSignal(clockwork);
    log.info(
        "member {} is up in cluster {} with {} jobs of {}",
        clockwork.self().name(),
        config.cluster(),
        config.jobs().size(),
        file);
    daemon.awaitSignal();
    return ExitCode.OK;
  }

  private MemberConfig config() throws IOException {
    try {
      Duration graceOption = grace == null ? null : Durations.parse(grace);
      return JobsFileReader.read(
          file,
          new Overrides(
              cluster,
              member,
              labels,
              network.stack(),
              network.members(),
              network.bind(),
              network.port(),
              voters,
              Overrides.journal(journal),
              Overrides.durability(durability),
              workers,
              graceOption));
    } catch (JobsFileException e) {
      throw new CommandException(ExitCode.USAGE, "the jobs file is refused\n" + e.getMessage());
    } catch (NoSuchFileException e) {
      throw usage("--file " + file + " does not exist; name a jobs file");
    } catch (IOException e) {
      throw usage("--file " + file + " cannot be read: " + e);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Clockwork start(MemberConfig config, LiveProcesses commands) {
    try {
      return builder(config, commands).start();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    } catch (ClusterException | JournalException e) {
      throw new CommandException(ExitCode.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static MemberBuilder builder(MemberConfig config, LiveProcesses commands) {
    MemberBuilder builder =
        Clockwork.cluster(config.cluster())
            .network(config.network())
            .workers(config.workers())
            .grace(config.grace())
            .maxClockSkew(config.maxClockSkew());
    if (!config.voters().isEmpty()) {
      builder.majorityOf(config.voters().toArray(new String[0]));
    }
    JournalSpec kept = config.journal();
    if (kept != null) {
      builder.journal(kept.directory(), kept.durability());
    }
    if (config.member() != null) {
      builder.member(config.member());
    }
    config.labels().forEach(builder::label);
    for (FileJob job : config.jobs()) {
      builder.job(new Job(job.definition(), new CommandJob(job.command(), commands)));
    }
    return builder;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
