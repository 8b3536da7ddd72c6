package io.clockwork.launcher.demo;

import static io.clockwork.launcher.demo.Narrator.check;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.job.Event;
import io.clockwork.job.RootCause;
import io.clockwork.job.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Kills the owner of a periodic job, and verifies that its schedule goes on without a hole. */
final class Takeover {
  private static final String JOB = "pulse";
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Narrator narrator;
  private final Folder folder;
  private final ClockworkClient client;
  private final Members members;

  Takeover(Narrator narrator, Folder folder, ClockworkClient client, Members members) {
    this.narrator = narrator;
    this.folder = folder;
    this.client = client;
    this.members = members;
  }

  /** Returns the member that was killed. */
  String run() throws NotSeenException, InterruptedException {
    narrator.heading("Death of a member: pulse runs every second, on the member that owns it.");
    String victim =
        client
            .job(JOB)
            .map(JobStatus::owner)
            .orElseThrow(() -> new NotSeenException("nobody owns pulse"));
    narrator.await("three pulses of " + victim, () -> pulses(victim) >= 3);
    AtomicBoolean crashSeen = new AtomicBoolean();
    try (ClockworkClient.Subscription subscription =
        client.subscribe(
            event -> {
              if (event instanceof Event.MemberCrashed crashed
                  && crashed.node().name().equals(victim)) {
                crashSeen.set(true);
              }
            })) {
      narrator.say("  kill -9 " + members.pid(victim) + ", which is " + victim + ", its owner");
      members.kill(victim);
      narrator.await("pulses of another member", () -> after(victim).size() >= 4);
      narrator.await("the crash of " + victim + " at the client", crashSeen::get);
    }
    tell(victim);
    return victim;
  }

  private long pulses(String member) {
    return folder.lines(JOB).stream().filter(line -> line.member().equals(member)).count();
  }

  /** Returns the pulses of others after the last one of a member. */
  private List<Line> after(String member) {
    List<Line> lines = folder.lines(JOB);
    int last = lines.size() - 1;
    while (last >= 0 && !lines.get(last).member().equals(member)) {
      last--;
    }
    return lines.subList(last + 1, lines.size());
  }

  private void tell(String victim) {
    List<Line> lines = folder.lines(JOB);
    List<Line> after = after(victim);
    Line last = lines.get(lines.size() - after.size() - 1);
    Line first = after.get(0);
    narrator.verified(
        first.member()
            + " took over; between the last pulse of the dead and the first of the living lay "
            + Duration.between(last.at(), first.at()).toMillis()
            + " ms, one period being "
            + PERIOD.toMillis());
    String bound =
        victim.equals("node-1") ? "extract" : victim.equals("node-2") ? "pack" : "validate";
    narrator.say("  why does " + bound + " not run? " + String.join("; ", client.why(bound)));
  }

  /** Verifies that every fire time from the first to the last was answered, and once. */
  void noHole() throws NotSeenException, InterruptedException {
    Set<RunId> ran = new HashSet<>();
    for (Line line : folder.lines()) {
      check(ran.add(line.run()), line.run() + " ran twice");
    }
    List<Instant> times = folder.lines(JOB).stream().map(Takeover::fireTime).sorted().toList();
    Instant to = times.get(times.size() - 1);
    List<String> told = new ArrayList<>();
    int fireTimes = 0;
    for (Instant time = times.get(0); !time.isAfter(to); time = time.plus(PERIOD)) {
      fireTimes++;
      RunId id = new RunId(JOB, new RootCause.AtTime(time), null);
      if (!times.contains(time)) {
        narrator.await("what became of " + id, () -> isKnown(id));
        boolean late = folder.lines(JOB).stream().anyMatch(line -> line.run().equals(id));
        if (!late) {
          told.add(id + " is " + client.run(id).orElseThrow().state());
        }
      }
    }
    check(told.size() <= 1, "more than the run that died with its member is missing: " + told);
    narrator.verified(
        folder.lines().size()
            + " runs in all, none twice; "
            + fireTimes
            + " fire times of pulse, "
            + (told.isEmpty() ? "none lost" : told.get(0) + ", as its member died in it"));
  }

  private boolean isKnown(RunId id) {
    return client.run(id).filter(run -> run.state().isFinal()).isPresent();
  }

  private static Instant fireTime(Line line) {
    return ((RootCause.AtTime) line.run().root()).fireTime();
  }
}
