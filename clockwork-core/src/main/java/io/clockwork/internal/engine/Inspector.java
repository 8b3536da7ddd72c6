package io.clockwork.internal.engine;

import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.View;
import io.clockwork.internal.condition.Ends;
import io.clockwork.internal.condition.Explain;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.History;
import io.clockwork.internal.schedule.FireTimes;
import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Placement;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an engine's state for people. */
public final class Inspector {
  private final Context context;
  private final Ownership ownership;

  Inspector(Context context, Ownership ownership) {
    this.context = context;
    this.ownership = ownership;
  }

  /** Returns the view; empty before the first. */
  public Optional<View> view() {
    return Optional.ofNullable(context.view());
  }

  /** Returns the view's nodes; empty before the first view. */
  public List<Node> nodes() {
    View view = context.view();
    return view == null ? List.of() : view.nodes();
  }

  /** Returns whether an older life of this node's name, or another node of it, is in the view. */
  public boolean nameTaken() {
    return context.nameTaken();
  }

  /** Returns all jobs, by name. */
  public List<JobStatus> jobs() {
    return context.ledger.jobs().stream().flatMap(entry -> status(entry).stream()).toList();
  }

  /** Returns one job. */
  public Optional<JobStatus> job(String name) {
    return Optional.ofNullable(context.ledger.job(name)).flatMap(this::status);
  }

  private Optional<JobStatus> status(JobEntry entry) {
    JobDefinition definition = entry.definition();
    if (definition == null) {
      return Optional.empty();
    }
    History history = context.ledger.history(entry.job());
    boolean every = definition.placement() instanceof Placement.EveryMember;
    Node owner = ownership.owner(definition);
    Instant next = next(entry, definition, history);
    return Optional.of(
        new JobStatus(
            definition,
            state(definition, history, owner, next, waitsForMajority(definition)),
            owner == null || every ? null : owner.name(),
            carriers(entry.job()),
            next,
            history == null ? null : history.newest(),
            unknownJobs(definition.condition())));
  }

  private static JobStatus.State state(
      JobDefinition definition,
      @Nullable History history,
      @Nullable Node owner,
      @Nullable Instant next,
      boolean waitsForMajority) {
    if (history != null && history.anyActive()) {
      return JobStatus.State.RUNNING;
    } else if (owner == null) {
      return JobStatus.State.WAITING_FOR_MEMBER;
    } else if (waitsForMajority) {
      return JobStatus.State.WAITING_FOR_MAJORITY;
    } else if (definition.condition() != null) {
      return JobStatus.State.WAITING_FOR_CONDITION;
    }
    return next != null ? JobStatus.State.SCHEDULED : JobStatus.State.IDLE;
  }

  private boolean waitsForMajority(JobDefinition definition) {
    return !definition.anyPartition() && !context.missingVoters().isEmpty();
  }

  private @Nullable Instant next(
      JobEntry entry, JobDefinition definition, @Nullable History history) {
    boolean every = definition.placement() instanceof Placement.EveryMember;
    Run last = history == null ? null : history.lastFired(every ? context.self.name() : null);
    if (definition.schedule() instanceof Schedule.FixedDelay delay) {
      if (last != null && !last.state().isFinal()) {
        return null;
      }
      Instant end = last == null ? null : last.endedAt() == null ? last.at() : last.endedAt();
      return FireTimes.afterRun(delay, entry.anchor(), end).orElse(null);
    }
    Instant fired = last == null ? null : last.fireTime();
    Instant floor = entry.anchor().minusMillis(1);
    Instant after = fired == null || fired.isBefore(floor) ? floor : fired;
    if (every && after.isBefore(context.wall())) {
      after = context.wall();
    }
    return FireTimes.next(definition.schedule(), entry.anchor(), after).orElse(null);
  }

  private List<String> carriers(String job) {
    View view = context.view();
    return context.ledger.carriers(job).stream()
        .filter(id -> view != null && view.contains(id))
        .map(NodeId::name)
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> unknownJobs(@Nullable Condition condition) {
    return condition == null
        ? List.of()
        : condition.jobs().stream().filter(job -> !known(job)).sorted().toList();
  }

  private boolean known(String job) {
    JobEntry entry = context.ledger.job(job);
    return entry != null && entry.definition() != null;
  }

  /**
   * Returns the instant from which a job's schedule counts.
   *
   * @throws IllegalArgumentException if no such job was ever known
   */
  public Instant anchor(String job) {
    JobEntry entry = context.ledger.job(job);
    if (entry == null) {
      throw new IllegalArgumentException("no job " + job);
    }
    return entry.anchor();
  }

  /** Returns the retained runs of all jobs, oldest first. */
  public List<Run> runs() {
    return context.ledger.histories().stream()
        .flatMap(history -> history.all().stream())
        .sorted(Comparator.comparing(Run::at).thenComparing(run -> run.id().toString()))
        .toList();
  }

  /** Returns the retained runs of one job, oldest first. */
  public List<Run> runs(String job) {
    History history = context.ledger.history(job);
    return history == null ? List.of() : history.all();
  }

  /** Returns one run. */
  public Optional<Run> run(RunId id) {
    return Optional.ofNullable(context.ledger.run(id));
  }

  /** Says why a job is not running now, or that it is. */
  public List<String> why(String job) {
    JobEntry entry = context.ledger.job(job);
    JobDefinition definition = entry == null ? null : entry.definition();
    if (entry == null || definition == null) {
      return List.of();
    }
    History history = context.ledger.history(job);
    List<String> words = new ArrayList<>();
    for (Run run : history == null ? List.<Run>of() : history.active()) {
      words.add("it is running: " + run.id() + " on " + run.member() + " since " + run.at());
    }
    if (waitsForMajority(definition)) {
      words.add(
          "a majority of the voters "
              + context.voters()
              + " is not in view, so nothing can be started: missing are "
              + context.missingVoters());
    }
    if (ownership.owner(definition) == null) {
      words.add(whyNoMember(definition));
    }
    Condition condition = definition.condition();
    if (condition != null) {
      words.addAll(whyCondition(job, condition));
    } else if (definition.schedule() instanceof Schedule.None) {
      words.add("it has no schedule and no condition: only an order starts it");
    } else {
      Instant next = next(entry, definition, history);
      words.add(
          next == null
              ? "its schedule, " + definition.schedule() + ", does not fire again"
              : (next.isAfter(context.wall()) ? "next fire time " : "it was due at ")
                  + next
                  + " by its schedule, "
                  + definition.schedule());
    }
    Run last = history == null ? null : history.newest();
    if (last != null && last.state().isFinal()) {
      String reason = last.reason() == null ? "" : ": " + last.reason();
      words.add("its last run, " + last.id() + ", " + inWords(last) + reason);
    } else if (last == null) {
      words.add("it has not run yet");
    }
    return words;
  }

  private static String inWords(Run run) {
    return switch (run.state()) {
      case CLAIMED, RUNNING -> "is going on " + run.member();
      case MISSED -> "was missed";
      case SKIPPED -> "was skipped";
      case LOST -> "was lost with " + run.member();
      case FAILED -> "failed on " + run.member();
      case SUCCEEDED -> "succeeded on " + run.member();
    };
  }

  private String whyNoMember(JobDefinition definition) {
    List<String> carriers = carriers(definition.name());
    return carriers.isEmpty()
        ? "no member of the view carries its code"
        : "no member may run it: its placement is "
            + definition.placement()
            + ", and its code is on "
            + String.join(", ", carriers);
  }

  private List<String> whyCondition(String job, Condition condition) {
    RootCause root = latestRoot(condition);
    String cause = root == null ? "" : " for cause " + root;
    if (root != null && answered(job, root)) {
      return List.of(
          "it waits for " + condition + "; the latest cause, " + root + ", has its run already");
    }
    List<String> words = new ArrayList<>();
    words.add("it waits for " + condition + cause);
    words.addAll(
        Explain.why(
            condition,
            root == null ? any -> Ends.NONE : Triggers.ends(context.ledger, root),
            this::known));
    return words;
  }

  private boolean answered(String job, RootCause root) {
    return context.ledger.runs(root).stream().anyMatch(run -> run.job().equals(job));
  }

  private @Nullable RootCause latestRoot(Condition condition) {
    Run latest = null;
    for (String job : condition.jobs()) {
      History history = context.ledger.history(job);
      Run newest = history == null ? null : history.newest();
      if (newest != null && (latest == null || newest.at().isAfter(latest.at()))) {
        latest = newest;
      }
    }
    return latest == null ? null : latest.id().root();
  }
}
