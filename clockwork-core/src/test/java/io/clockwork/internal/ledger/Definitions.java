package io.clockwork.internal.ledger;

import io.clockwork.cluster.Node;
import io.clockwork.job.Condition;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Arbitrary definitions of jobs. */
final class Definitions {

  private Definitions() {}

  static Arbitrary<JobDefinition> all() {
    Arbitrary<Duration> deadlines =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 366L * 86_400_000).map(Duration::ofMillis),
            Arbitraries.of(
                Duration.ofDays(366), Duration.ofMillis(1), Duration.ofNanos(1_000_001)));
    Arbitrary<MisfirePolicy> misfires =
        Arbitraries.oneOf(
            Arbitraries.of(MisfirePolicy.skip(), MisfirePolicy.runOnceNow()),
            Arbitraries.integers().between(1, MisfirePolicy.MAX_CAP).map(MisfirePolicy::runAll));
    return Combinators.combine(
            Samples.jobs(),
            Arbitraries.of(true, false),
            schedules(),
            conditions(),
            placements(),
            misfires,
            deadlines,
            Combinators.combine(
                    Arbitraries.of(Overlap.class),
                    Arbitraries.of(Recovery.class),
                    Arbitraries.of(true, false))
                .as(Policies::new))
        .as(
            (name, timed, schedule, condition, placement, misfire, deadline, policies) ->
                new JobDefinition(
                    name,
                    timed ? schedule : Schedule.none(),
                    timed ? null : condition,
                    placement,
                    misfire,
                    deadline,
                    policies.overlap(),
                    policies.recovery(),
                    policies.any() && placement instanceof Placement.NamedMember));
  }

  private record Policies(Overlap overlap, Recovery recovery, boolean any) {}

  private static Arbitrary<Schedule> schedules() {
    Arbitrary<Duration> durations =
        Arbitraries.longs()
            .between(1, Duration.ofDays(3_652_425).toMillis())
            .map(Duration::ofMillis);
    Arbitrary<Instant> instants =
        Arbitraries.longs().between(0, 253_402_300_799_999L).map(Instant::ofEpochMilli);
    Arbitrary<Schedule> crons =
        Combinators.combine(
                Arbitraries.of("0 30 2 * * ?", "0/5 * * ? * MON-FRI 2026-2030"),
                Arbitraries.of("UTC", "Z", "Europe/Paris", "+05:30", "UTC+01:00").map(ZoneId::of),
                Arbitraries.of(GapPolicy.class),
                Arbitraries.of(OverlapPolicy.class))
            .as(Schedule.Cron::new);
    return Arbitraries.oneOf(
        Arbitraries.just(Schedule.none()),
        crons,
        Combinators.combine(durations, instants.injectNull(0.5)).as(Schedule.FixedRate::new),
        durations.map(Schedule.FixedDelay::new),
        instants.map(Schedule.Once::new));
  }

  private static Arbitrary<Condition> conditions() {
    Arbitrary<Condition> atoms =
        Combinators.combine(Arbitraries.of(Condition.Outcome.class), Samples.jobs())
            .as(Condition.Atom::new);
    Arbitrary<Condition> some =
        atoms
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .map(terms -> Condition.anyOf(Condition.allOf(terms), Condition.not(terms.get(0))));
    return Arbitraries.oneOf(atoms, some).injectNull(0.3);
  }

  private static StringArbitrary label() {
    return Arbitraries.strings().alpha().numeric().withChars("-_./:").ofMaxLength(100);
  }

  private static boolean fits(Map<String, String> labels) {
    return labels.entrySet().stream()
            .mapToInt(e -> e.getKey().length() + e.getValue().length())
            .sum()
        <= Node.MAX_LABEL_CHARACTERS;
  }

  private static Arbitrary<Placement> placements() {
    return Arbitraries.oneOf(
        Arbitraries.of(Placement.any(), Placement.every()),
        Samples.names().map(Placement::member),
        Arbitraries.maps(label().ofMinLength(1), label())
            .ofMinSize(1)
            .ofMaxSize(Node.MAX_LABELS)
            .filter(Definitions::fits)
            .map(Placement::labels));
  }
}
