package io.clockwork.internal.simulation;

import static io.clockwork.job.Condition.allOf;
import static io.clockwork.job.Condition.anyOf;
import static io.clockwork.job.Condition.not;

import io.clockwork.job.Condition;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random jobs of all kinds. */
final class JobDice {
  private final Random random;
  private final Instant begin;
  private final int members;

  JobDice(Random random, Instant begin, int members) {
    this.random = random;
    this.begin = begin;
    this.members = members;
  }

  List<JobDefinition> jobs(int count) {
    List<JobDefinition> jobs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean conditional = i > 1 && random.nextInt(3) == 0;
      String name = "job" + i;
      jobs.add(
          conditional
              ? definition(name, Schedule.none(), condition(names, 2))
              : definition(name, schedule(), null));
      names.add(name);
    }
    return jobs;
  }

  JobDefinition definition(String name, Schedule schedule, @Nullable Condition condition) {
    return new JobDefinition(
        name,
        schedule,
        condition,
        placement(),
        misfire(),
        random.nextBoolean()
            ? JobDefinition.DEFAULT_DEADLINE
            : Duration.ofMillis(1_000 + random.nextInt(7_000)),
        random.nextBoolean() ? Overlap.SKIP : Overlap.ALLOW,
        Recovery.AT_MOST_ONCE,
        false);
  }

  private MisfirePolicy misfire() {
    return switch (random.nextInt(4)) {
      case 0 -> MisfirePolicy.skip();
      case 1 -> MisfirePolicy.runAll(1 + random.nextInt(20));
      default -> MisfirePolicy.runOnceNow();
    };
  }

  Schedule schedule() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Schedule.every(Duration.ofMillis(500 + random.nextInt(4_500)));
      case 2, 3, 4 -> Schedule.cron("0/" + (1 + random.nextInt(7)) + " * * * * ?");
      case 5 -> Schedule.withDelay(Duration.ofMillis(500 + random.nextInt(3_000)));
      case 6 -> Schedule.at(begin.plusMillis(random.nextInt(60_000)));
      default -> Schedule.none();
    };
  }

  private Placement placement() {
    return switch (random.nextInt(8)) {
      case 0 -> Placement.member("m" + random.nextInt(members));
      case 1 -> Placement.label("zone", random.nextBoolean() ? "eu" : "us");
      case 2 -> Placement.every();
      default -> Placement.any();
    };
  }

  private Condition condition(List<String> names, int depth) {
    String job = names.get(random.nextInt(names.size()));
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> Condition.success(job);
      case 1 -> Condition.failure(job);
      case 2 -> Condition.done(job);
      case 3 -> allOf(condition(names, depth - 1), condition(names, depth - 1));
      case 4 -> anyOf(condition(names, depth - 1), condition(names, depth - 1));
      default -> not(condition(names, depth - 1));
    };
  }
}
