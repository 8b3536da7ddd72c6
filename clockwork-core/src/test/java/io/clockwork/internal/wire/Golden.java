package io.clockwork.internal.wire;

import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.AlarmEntry;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Entry.JobEntry;
import io.clockwork.internal.ledger.Entry.RunEntry;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.ledger.Stamp;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Activate;
import io.clockwork.internal.wire.Frame.Claim;
import io.clockwork.internal.wire.Frame.ClaimAnswer;
import io.clockwork.internal.wire.Frame.ClaimRequest;
import io.clockwork.internal.wire.Frame.Compare;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.OrderAnswer;
import io.clockwork.internal.wire.Frame.Report;
import io.clockwork.internal.wire.Frame.ReportAnswer;
import io.clockwork.internal.wire.Frame.Same;
import io.clockwork.internal.wire.Frame.StartOrder;
import io.clockwork.internal.wire.Frame.Verdict;
import io.clockwork.internal.wire.Frame.Vote;
import io.clockwork.internal.wire.Frame.Withdrawal;
import io.clockwork.job.Alarm;
import io.clockwork.job.Cause;
import io.clockwork.job.Condition;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import io.clockwork.job.RunId;
import io.clockwork.job.RunState;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frames whose bytes are written down, by the name of their file. Every part of the format
 * occurs.
 */
final class Golden {
  private static final Instant NIGHT = Instant.parse("2026-12-01T02:00:00Z");
  private static final NodeId ONE = new NodeId("node-1", 1_796_090_400_000_001L);
  private static final NodeId TWO = new NodeId("node-2", 1_796_090_400_000_002L);
  private static final ViewId VIEW = new ViewId(ONE, 7);
  private static final RunId EXTRACT = id("extract", new RootCause.AtTime(NIGHT), null);
  private static final RunId LOAD = id("load", new RootCause.ByOrder("order-7"), null);
  private static final RunId CLEAN = id("clean", new RootCause.AtTime(NIGHT), "node-2");
  private static final Digest DIGEST =
      new Digest(Map.of(ONE, 300L, TWO, 1L), Map.of(ONE, List.of(new Digest.Range(303, 310))));
  private static final Map<String, String> PARAMETERS = Map.of("day", "2026-11-30", "mode", "");

  private Golden() {}

  static Map<String, Frame> frames() {
    Map<String, Frame> all = new LinkedHashMap<>();
    all.put("news-runs", new News(ONE, 17, List.of(states().toArray(RunEntry[]::new))));
    all.put("news-jobs", new News(TWO, 1, List.of(jobs().toArray(JobEntry[]::new))));
    all.put(
        "news-carriers-and-farewell",
        new News(
            TWO,
            1L << 62,
            List.of(
                new CarrierEntry("extract", TWO, 1, true),
                new CarrierEntry("extract", TWO, 2, false),
                new Farewell(TWO))));
    List<Entry> alarms = new ArrayList<>();
    for (Alarm.Kind kind : Alarm.Kind.values()) {
      alarms.add(new AlarmEntry(new Alarm(kind, "node-2 " + kind, "node-1", NIGHT, "it is so")));
    }
    all.put("news-alarms", new News(ONE, 5, alarms));
    List<Digest.Range> leftOut = List.of(new Digest.Range(21, 24), new Digest.Range(26, 26));
    all.put("news-without-superseded", new News(ONE, 20, alarms, leftOut));
    all.put(
        "claim-request",
        new ClaimRequest(
            VIEW,
            List.of(
                new Claim(EXTRACT, 1, 1, 1_796_000_000_123L, NIGHT),
                new Claim(LOAD, 2, 1L << 40, 7, Instant.EPOCH),
                new Claim(CLEAN, 1, 1, 0, NIGHT))));
    all.put(
        "withdrawal", new Withdrawal(VIEW, List.of(new Claim(EXTRACT, 1, 1, 1, Instant.EPOCH))));
    Slot known = new Slot(TWO, 9, new RunEntry(run(EXTRACT, RunState.RUNNING, null)));
    all.put(
        "claim-answer",
        new ClaimAnswer(
            VIEW,
            List.of(
                Verdict.GRANTED,
                new Verdict(false, TWO, null, 1_796_000_000_124L),
                Verdict.UNKNOWING,
                new Verdict(false, null, known, 0))));
    all.put("claim-answer-without-electorate", new ClaimAnswer(null, List.of()));
    all.put(
        "report",
        new Report(
            new ViewId(TWO, 8),
            VIEW,
            List.of(ONE, TWO),
            DIGEST,
            List.of(new Vote(new Claim(EXTRACT, 1, 1, 1, Instant.EPOCH), TWO)),
            Instant.EPOCH));
    all.put(
        "report-of-a-new-member",
        new Report(VIEW, null, List.of(), Digest.EMPTY, List.of(), Instant.EPOCH));
    all.put("report-answer", new ReportAnswer(true, DIGEST));
    all.put("facts", new Facts(VIEW, List.of(known), false, DIGEST, Instant.EPOCH));
    all.put(
        "facts-with-voters",
        new Facts(VIEW, List.of(), true, Digest.EMPTY, Instant.EPOCH).with(List.of("a", "b")));
    all.put("facts-without-view", new Facts(null, List.of(), true, Digest.EMPTY, Instant.EPOCH));
    all.put("activate", new Activate(new ViewId(TWO, 8), VIEW, List.of(ONE, TWO)));
    all.put("exchange", new Exchange(DIGEST, Instant.EPOCH));
    all.put("compare", new Compare(-7, Instant.EPOCH));
    all.put("same", new Same(Instant.EPOCH));
    all.put("start-order", new StartOrder("order-7", "load", "admin", PARAMETERS));
    all.put("order-answer-done", new OrderAnswer(OrderAnswer.Kind.DONE, LOAD, ""));
    for (OrderAnswer.Kind kind : OrderAnswer.Kind.values()) {
      if (kind != OrderAnswer.Kind.DONE) {
        String name = "order-answer-" + kind.name().toLowerCase(java.util.Locale.ROOT);
        all.put(name.replace('_', '-'), new OrderAnswer(kind, null, "pourquoi pas \u2713"));
      }
    }
    all.put("ack", new Ack(true));
    return all;
  }

  private static RunId id(String job, RootCause root, @Nullable String member) {
    return new RunId(job, root, member);
  }

  private static List<RunEntry> states() {
    List<RunEntry> runs = new ArrayList<>();
    for (RunState state : RunState.values()) {
      runs.add(new RunEntry(run(EXTRACT, state, state.isFinal() ? "reason " + state : null)));
    }
    runs.add(
        new RunEntry(
            new Run(
                CLEAN,
                new Cause.Met(List.of(EXTRACT, LOAD)),
                RunState.FAILED,
                2,
                0,
                TWO,
                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                Instant.parse("0000-01-01T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59.999999999Z"),
                "\u00E4 \u20AC \uD83D\uDE00",
                "java.lang.IllegalStateException: no\n\tat Job.run(Job.java:1)",
                "42 rows",
                PARAMETERS)));
    runs.add(
        new RunEntry(
            new Run(
                LOAD,
                new Cause.Ordered("order-7", "admin"),
                RunState.SUCCEEDED,
                1,
                0,
                ONE,
                NIGHT,
                NIGHT,
                NIGHT.plusSeconds(1),
                null,
                null,
                null,
                PARAMETERS)));
    return runs;
  }

  private static Run run(RunId id, RunState state, @Nullable String reason) {
    Instant ended = state.isFinal() ? NIGHT.plusMillis(1_500) : null;
    Instant started = state == RunState.CLAIMED ? null : NIGHT.plusMillis(3);
    return new Run(
        id,
        new Cause.Fired(NIGHT),
        state,
        1,
        0,
        ONE,
        NIGHT,
        started,
        ended,
        reason,
        null,
        null,
        Map.of());
  }

  private static List<JobEntry> jobs() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    List<JobEntry> jobs = new ArrayList<>();
    jobs.add(job(Schedule.none(), Placement.any(), MisfirePolicy.skip()));
    jobs.add(job(Schedule.cron("0 30 2 * * ?", paris), Placement.every(), MisfirePolicy.runAll(9)));
    for (GapPolicy gap : GapPolicy.values()) {
      for (OverlapPolicy overlap : OverlapPolicy.values()) {
        Schedule cron = Schedule.cron("0 30 2 * * ?", paris).gap(gap).overlap(overlap);
        jobs.add(job(cron, Placement.member("node-1"), MisfirePolicy.runOnceNow()));
      }
    }
    jobs.add(job(Schedule.every(Duration.ofMillis(1)), Placement.any(), MisfirePolicy.skip()));
    jobs.add(
        job(
            Schedule.every(Duration.ofMinutes(90)).startingAt(NIGHT),
            Placement.labels(Map.of("zone", "eu", "disk", "ssd")),
            MisfirePolicy.skip()));
    jobs.add(
        job(Schedule.withDelay(Duration.ofSeconds(30)), Placement.any(), MisfirePolicy.skip()));
    jobs.add(job(Schedule.at(NIGHT), Placement.any(), MisfirePolicy.skip()));
    jobs.add(
        entry(
            new JobDefinition(
                "load",
                Schedule.none(),
                Condition.parse("success(extract) and not failure(check)"),
                Placement.any(),
                MisfirePolicy.runOnceNow(),
                Duration.ofNanos(1_500_000),
                Overlap.ALLOW,
                Recovery.AT_MOST_ONCE,
                false)));
    jobs.add(new JobEntry("gone", new Stamp(NIGHT.toEpochMilli(), 0, ONE), null, NIGHT));
    return jobs;
  }

  private static JobEntry job(Schedule schedule, Placement placement, MisfirePolicy misfire) {
    return entry(
        new JobDefinition(
            "extract",
            schedule,
            null,
            placement,
            misfire,
            JobDefinition.DEFAULT_DEADLINE,
            Overlap.SKIP,
            Recovery.AT_LEAST_ONCE,
            false));
  }

  private static JobEntry entry(JobDefinition definition) {
    Stamp stamp = new Stamp(NIGHT.toEpochMilli(), 2, TWO);
    return new JobEntry(definition.name(), stamp, definition, NIGHT);
  }
}
