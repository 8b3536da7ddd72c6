package io.clockwork.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which workloads are played with which schedulers. */
final class Plan {
  private static final String TCP = "clockwork network=tcp";
  private static final String KEEP = "clockwork voters=none";
  private static final String ASYNC = "clockwork journal=ASYNC";
  private static final String SYNC = "clockwork journal=SYNC";
  private static final String PLACED = "clockwork place=m0";
  private static final String QUARTZ = "quartz-jdbc";
  private static final String QUARTZ_DEFAULT = "quartz-jdbc tuned=false";
  private static final String DB = "db-scheduler";
  private static final String DB_DEFAULT = "db-scheduler tuned=false";
  private static final String JOBRUNR = "jobrunr";
  private static final String JOBRUNR_DEFAULT = "jobrunr tuned=false";

  /**
   * A workload and who is to play it.
   *
   * @param kind burst, steady, hop, force, kill, freeze or idle
   * @param jobs how many; 0 for the usual number
   * @param contenders who plays it
   * @param refused who does not, and why
   */
  record Row(String kind, int jobs, List<Contender> contenders, Map<String, String> refused) {
    /** Returns what it is called on the command line, such as {@code burst-10000}. */
    String name() {
      return jobs == 0 ? kind : kind + "-" + jobs;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  private Plan() {}

  /** Returns all rows. */
  static List<Row> full() {
    Plan plan = new Plan();
    plan.add(
        "burst",
        10_000,
        "clockwork",
        TCP,
        KEEP,
        ASYNC,
        SYNC,
        "hazelcast",
        QUARTZ,
        QUARTZ_DEFAULT,
        DB,
        DB_DEFAULT,
        JOBRUNR,
        JOBRUNR_DEFAULT,
        "quartz-ram");
    plan.add("burst", 100_000, "clockwork", TCP, SYNC, "hazelcast", DB, JOBRUNR, "quartz-ram");
    plan.refuse(QUARTZ, "registering alone would take some eight minutes, the runs as long again");
    plan.add("steady", 1_000, "clockwork", TCP, SYNC, "hazelcast", QUARTZ, DB, "quartz-ram");
    plan.refuse(JOBRUNR, "it looks for recurring jobs every 5 s, and is not made for each second");
    plan.add("steady", 10_000, "clockwork", TCP, "hazelcast", DB, "quartz-ram");
    plan.refuse(QUARTZ, "it drowns at 1,000 a second");
    plan.refuse(JOBRUNR, "it looks for recurring jobs every 5 s, and is not made for each second");
    for (String kind : List.of("hop", "force")) {
      plan.add(
          kind,
          0,
          "clockwork",
          TCP,
          KEEP,
          SYNC,
          "hazelcast",
          QUARTZ,
          DB,
          DB_DEFAULT,
          JOBRUNR,
          "jgroups");
      plan.refuse("quartz-ram", "it has one process, and nobody else to tell");
    }
    for (String kind : List.of("kill", "freeze")) {
      plan.add(kind, 0, "clockwork", TCP, KEEP, "hazelcast", QUARTZ, DB, DB_DEFAULT, JOBRUNR);
      plan.refuse("quartz-ram", "it has one process");
    }
    plan.add(
        "idle", 100_000, "clockwork", TCP, PLACED, SYNC, "hazelcast", DB, JOBRUNR, "quartz-ram");
    plan.refuse(QUARTZ, "registering would take some eight minutes; see its speed at 10,000");
    return plan.rows;
  }

  /** Returns one row of each kind, without a database: for a smoke test. */
  static List<Row> smoke() {
    Plan plan = new Plan();
    plan.add("burst", 0, "clockwork", "quartz-ram");
    plan.add("steady", 0, "clockwork");
    plan.add("hop", 0, "clockwork", "jgroups");
    plan.add("force", 0, "clockwork");
    plan.add("kill", 0, "clockwork");
    plan.add("idle", 0, "clockwork");
    plan.refuse("quartz-ram", "that its row says why is part of the test");
    return plan.rows;
  }

  private void add(String kind, int jobs, String... contenders) {
    rows.add(
        new Row(
            kind,
            jobs,
            List.of(contenders).stream().map(Contender::parse).toList(),
            new LinkedHashMap<>()));
  }

  private void refuse(String contender, String reason) {
    rows.get(rows.size() - 1).refused().put(contender, reason);
  }
}
