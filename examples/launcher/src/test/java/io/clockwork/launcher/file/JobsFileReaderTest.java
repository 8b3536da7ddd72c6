package io.clockwork.launcher.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.cluster.Network;
import io.clockwork.job.Condition;
import io.clockwork.job.Durability;
import io.clockwork.job.GapPolicy;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.MisfirePolicy;
import io.clockwork.job.Overlap;
import io.clockwork.job.OverlapPolicy;
import io.clockwork.job.Placement;
import io.clockwork.job.Recovery;
import io.clockwork.job.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobsFileReaderTest {

  @Test
  void file_withEveryKey_isRead() throws Exception {
    // given
    String file =
        """
        cluster: billing
        member: node-1
        labels: {zone: eu, disk: 2}
        stack: tcp
        members: [127.0.0.1:7800, 127.0.0.1:7801]
        bind: 127.0.0.1
        port: 7801
        voters: [node-1, node-2, node-3]
        journal: /var/lib/clockwork
        durability: async
        workers: 3
        grace: 1m30s
        max-clock-skew: 8s
        jobs:
          extract:
            cron: "0/10 * * * * ?"
            zone: Europe/Paris
            dst: {gap: skip, overlap: both}
            on: {labels: {zone: eu}}
            run: "./extract.sh --full"
            env: {LANG: C, PORT: 8080}
            dir: /srv/billing
            misfire: {run-all: 5}
            deadline: 5m
            overlap: allow
            recovery: at-least-once
          sweep: {on: {member: node-1}, any-partition: true, run: sweep}
        """;
    // when
    MemberConfig config = read(file);
    // then
    assertThat(config.cluster()).isEqualTo("billing");
    assertThat(config.member()).isEqualTo("node-1");
    assertThat(config.labels()).isEqualTo(Map.of("zone", "eu", "disk", "2"));
    assertThat(config.network())
        .isEqualTo(Network.tcp("127.0.0.1:7800", "127.0.0.1:7801").bind("127.0.0.1").port(7801));
    assertThat(config.voters()).containsExactly("node-1", "node-2", "node-3");
    assertThat(config.journal())
        .isEqualTo(new JournalSpec(Path.of("/var/lib/clockwork"), Durability.ASYNC));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.maxClockSkew()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.jobs())
        .containsExactly(
            new FileJob(
                new JobDefinition(
                    "extract",
                    new Schedule.Cron(
                        "0/10 * * * * ?",
                        ZoneId.of("Europe/Paris"),
                        GapPolicy.SKIP,
                        OverlapPolicy.BOTH),
                    null,
                    Placement.label("zone", "eu"),
                    MisfirePolicy.runAll(5),
                    Duration.ofMinutes(5),
                    Overlap.ALLOW,
                    Recovery.AT_LEAST_ONCE,
                    false),
                new CommandSpec(
                    List.of("sh", "-c", "./extract.sh --full"),
                    Map.of("LANG", "C", "PORT", "8080"),
                    Path.of("/srv/billing"))),
            new FileJob(
                new JobDefinition(
                    "sweep",
                    Schedule.none(),
                    null,
                    Placement.member("node-1"),
                    MisfirePolicy.runOnceNow(),
                    JobDefinition.DEFAULT_DEADLINE,
                    Overlap.SKIP,
                    Recovery.AT_MOST_ONCE,
                    true),
                new CommandSpec(List.of("sh", "-c", "sweep"), Map.of(), null)));
  }

  @Test
  void file_ofTheFewestKeys_hasTheDefaults() throws Exception {
    // when
    MemberConfig config = read("cluster: billing\njobs: {report: {run: true}}\n");
    // then
    assertThat(config.member()).isNull();
    assertThat(config.network()).isEqualTo(Network.udp());
    assertThat(config.voters()).isEmpty();
    assertThat(config.workers()).isEqualTo(10);
    assertThat(config.grace()).isEqualTo(Duration.ofSeconds(25));
    assertThat(config.maxClockSkew()).isEqualTo(Duration.ofSeconds(5));
    JobDefinition job = config.jobs().get(0).definition();
    assertThat(job.schedule()).isEqualTo(Schedule.none());
    assertThat(job.placement()).isEqualTo(Placement.any());
    assertThat(job.misfire()).isEqualTo(MisfirePolicy.runOnceNow());
    assertThat(job.recovery()).isEqualTo(Recovery.AT_MOST_ONCE);
    assertThat(job.anyPartition()).isFalse();
    assertThat(config.jobs().get(0).command().arguments()).containsExactly("sh", "-c", "true");
  }

  @Test
  void schedules_ofEachKind_areRead() throws Exception {
    // when
    MemberConfig config =
        read(
            """
            cluster: billing
            jobs:
              a: {every: 30s, run: a}
              b: {delay: PT5M, run: b}
              c: {at: "2026-12-01T03:00:00+01:00", run: c}
              d: {cron: "0 0 2 * * ?", run: d}
              e: {after: success(a) and not failure(b), run: [e, "-x", 3]}
            """);
    // then
    assertThat(config.jobs().stream().map(job -> job.definition().schedule()))
        .containsExactly(
            Schedule.every(Duration.ofSeconds(30)),
            Schedule.withDelay(Duration.ofMinutes(5)),
            Schedule.at(Instant.parse("2026-12-01T02:00:00Z")),
            Schedule.cron("0 0 2 * * ?", ZoneId.of("UTC")),
            Schedule.none());
    FileJob last = config.jobs().get(4);
    assertThat(last.definition().condition())
        .isEqualTo(Condition.parse("success(a) and not failure(b)"));
    assertThat(last.command().arguments()).containsExactly("e", "-x", "3");
  }

  @Test
  void overrides_given_winOverTheFile() throws Exception {
    // given
    String file =
        "cluster: billing\nmember: a\nlabels: {zone: eu, disk: ssd}\nbind: loopback\nvoters: [d]\n";
    Overrides overrides =
        new Overrides(
            "other",
            "b",
            Map.of("zone", "us"),
            null,
            List.of("127.0.0.1:7900"),
            "127.0.0.1",
            7901,
            List.of("b", "c"),
            Path.of("kept"),
            Durability.ASYNC,
            2,
            Duration.ofSeconds(1));
    // when
    MemberConfig config = JobsFileReader.read("jobs.yaml", file, overrides);
    // then
    assertThat(config)
        .isEqualTo(
            new MemberConfig(
                "other",
                "b",
                Map.of("zone", "us", "disk", "ssd"),
                Network.tcp("127.0.0.1:7900").bind("127.0.0.1").port(7901),
                List.of("b", "c"),
                MemberConfig.DEFAULT_MAX_CLOCK_SKEW,
                new JournalSpec(Path.of("kept"), Durability.ASYNC),
                2,
                Duration.ofSeconds(1),
                List.of(),
                List.of()));
  }

  @Test
  void file_ofTcp_whenOverriddenByUdp_losesItsTcpSettings() throws Exception {
    // given
    String file =
        "cluster: billing\nstack: tcp\nmembers: 127.0.0.1:7800,127.0.0.1:7801\nport: 7801\n";
    Overrides udp =
        new Overrides(
            null, null, Map.of(), "udp", List.of(), null, null, List.of(), null, null, null, null);
    // when
    Network network = JobsFileReader.read("jobs.yaml", file, udp).network();
    // then
    assertThat(network).isEqualTo(Network.udp());
    assertThat(read(file).network().hosts()).containsExactly("127.0.0.1:7800", "127.0.0.1:7801");
  }

  @Test
  void voters_ofAMemberWithoutAName_areNoted() throws Exception {
    assertThat(read("cluster: c\njournal: none\nvoters: [a, b]\n").notes())
        .singleElement()
        .asString()
        .contains("voters are a, b", "has no vote", "--member");
    assertThat(read("cluster: c\nmember: a\nvoters: [a, b]\n").notes()).isEmpty();
    assertThat(read("cluster: c\njournal: none\n").notes()).isEmpty();
  }

  @Test
  void journal_isKeptBelowTheClustersAndMembersNamesUnlessSaidOtherwise() throws Exception {
    assertThat(read("cluster: c\nmember: a\n").journal())
        .isEqualTo(new JournalSpec(Path.of("clockwork-journal/c/a"), Durability.SYNC));
    assertThat(read("cluster: c\nmember: a\ndurability: async\n").journal())
        .isEqualTo(new JournalSpec(Path.of("clockwork-journal/c/a"), Durability.ASYNC));
    assertThat(read("cluster: c\njournal: d\n").journal())
        .isEqualTo(new JournalSpec(Path.of("d"), Durability.SYNC));
    assertThat(read("cluster: c\nmember: a\njournal: none\n").journal()).isNull();
  }

  @Test
  void journal_ofAMemberWithoutAName_isNotKeptAndThatIsNoted() throws Exception {
    // when
    MemberConfig config = read("cluster: c\n");
    // then
    assertThat(config.journal()).isNull();
    assertThat(config.notes())
        .singleElement()
        .asString()
        .contains("keeps no journal", "member: NAME", "journal: none");
  }

  @Test
  void condition_onAJobOfASimilarName_isNoted() throws Exception {
    // when
    MemberConfig config =
        read(
            "cluster: c\nmember: a\njobs:\n  extract: {run: x}\n"
                + "  load: {after: success(extrct), run: y}\n");
    // then
    assertThat(config.notes())
        .containsExactly(
            "job load waits for extrct, which this file does not have; did you mean extract?");
  }

  @Test
  void file_withSeveralMistakes_tellsAllInTheOrderOfTheFile() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    cluster: billing
                    jobs:
                      extract:
                        evry: 30s
                        run: ./extract.sh
                      load:
                        every: 30
                        zone: Europe/Paris
                    """))
        .isInstanceOf(JobsFileException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "jobs.yaml:4:5: jobs.extract.evry: unknown key; did you mean \"every\"?",
                "jobs.yaml:7:5: jobs.load.run: is missing; write run: \"./job.sh --full\" or"
                    + " [\"./job.sh\", \"--full\"]",
                "jobs.yaml:7:12: jobs.load.every: \"30\" has no unit; write for instance 30s, 5m,"
                    + " 1h30m, 500ms or, in ISO-8601, PT30S",
                "jobs.yaml:8:5: jobs.load.zone: goes with cron only, which this job does not have;"
                    + " remove it or give a cron"));
  }

  private static MemberConfig read(String file) throws JobsFileException {
    return JobsFileReader.read("jobs.yaml", file, Overrides.none());
  }
}
