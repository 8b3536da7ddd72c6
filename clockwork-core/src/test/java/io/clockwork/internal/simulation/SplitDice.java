package io.clockwork.internal.simulation;

import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random jobs with periods of some seconds to some minutes, and when they are due. */
final class SplitDice {
  private static final int[] SECONDS = {5, 10, 12, 15, 20, 30};
  private static final int[] MINUTES = {1, 1, 1, 2, 3};

  /**
   * A job.
   *
   * @param beat when it is due; null if that is not known beforehand
   */
  record Rolled(JobDefinition definition, @Nullable Beat beat) {}

  private record Times(Schedule schedule, @Nullable Beat beat) {}

  private final Random random;
  private final Instant begin;
  private final int members;

  SplitDice(Random random, Instant begin, int members) {
    this.random = random;
    this.begin = begin.truncatedTo(ChronoUnit.MINUTES);
    this.members = members;
  }

  Rolled job(String name, List<String> before) {
    if (before.size() > 2 && random.nextInt(5) == 0) {
      return new Rolled(definition(name, Schedule.none(), condition(before)), null);
    }
    Times times = times();
    return new Rolled(definition(name, times.schedule(), null), times.beat());
  }

  /** Returns a job of the same name, code and nature that is due at other times, elsewhere. */
  Rolled changed(JobDefinition old) {
    Times times = times();
    JobDefinition other = definition(old.name(), times.schedule(), null);
    return new Rolled(
        new JobDefinition(
            old.name(),
            other.schedule(),
            null,
            old.placement(),
            other.misfire(),
            other.deadline(),
            old.overlap(),
            old.recovery(),
            old.anyPartition()),
        times.beat());
  }

  private JobDefinition definition(String name, Schedule schedule, @Nullable Condition condition) {
    Placement placement = placement();
    boolean named = placement instanceof Placement.NamedMember;
    return new JobDefinition(
        name,
        schedule,
        condition,
        placement,
        misfire(),
        random.nextBoolean()
            ? JobDefinition.DEFAULT_DEADLINE
            : Duration.ofMillis(3_000 + random.nextInt(20_000)),
        random.nextBoolean() ? Overlap.SKIP : Overlap.ALLOW,
        random.nextInt(3) == 0 ? Recovery.AT_LEAST_ONCE : Recovery.AT_MOST_ONCE,
        named && random.nextBoolean());
  }

  private MisfirePolicy misfire() {
    return switch (random.nextInt(4)) {
      case 0 -> MisfirePolicy.skip();
      case 1 -> MisfirePolicy.runAll(1 + random.nextInt(20));
      default -> MisfirePolicy.runOnceNow();
    };
  }

  private Times times() {
    return switch (random.nextInt(10)) {
      case 0 -> {
        int seconds = SECONDS[random.nextInt(SECONDS.length)];
        yield new Times(
            Schedule.cron("0/" + seconds + " * * * * ?"),
            new Beat(Duration.ofSeconds(seconds), Instant.EPOCH));
      }
      case 1, 2, 3, 4 -> {
        int minutes = MINUTES[random.nextInt(MINUTES.length)];
        int second = random.nextInt(60);
        yield new Times(
            Schedule.cron(second + " 0/" + minutes + " * * * ?"),
            new Beat(Duration.ofMinutes(minutes), Instant.EPOCH.plusSeconds(second)));
      }
      case 5, 6 -> {
        Duration period = Duration.ofMillis(7_000 + random.nextInt(80_000));
        Instant from = begin.plusMillis(random.nextInt(60_000));
        yield new Times(new Schedule.FixedRate(period, from), new Beat(period, from));
      }
      case 7 ->
          new Times(Schedule.withDelay(Duration.ofMillis(5_000 + random.nextInt(40_000))), null);
      case 8 -> new Times(Schedule.at(begin.plusMillis(random.nextInt(3_600_000))), null);
      default -> new Times(Schedule.none(), null);
    };
  }

  private Placement placement() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Placement.member("m" + random.nextInt(members));
      case 2 -> Placement.every();
      default -> Placement.any();
    };
  }

  private Condition condition(List<String> names) {
    String one = names.get(random.nextInt(names.size()));
    String other = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(5)) {
      case 0 -> Condition.success(one);
      case 1 -> Condition.failure(one);
      case 2 -> Condition.done(one);
      case 3 -> Condition.anyOf(Condition.success(one), Condition.done(other));
      default -> Condition.allOf(Condition.done(one), Condition.success(other));
    };
  }
}
