package io.clockwork.launcher.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadJobsFileTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void badFile_isRefused_withPlaceKeyAndWhatIsRight(String what, String file, String message) {
    assertThatThrownBy(() -> JobsFileReader.read("jobs.yaml", file, Overrides.none()))
        .as(what)
        .isInstanceOf(JobsFileException.class)
        .hasMessageStartingWith("jobs.yaml:" + message);
  }

  @Test
  void badName_hidesNoOtherMistakeOfItsJob() {
    String file = "cluster: c\njobs: {a b: {every: soon, overlap: never}}\n";
    assertThatThrownBy(() -> JobsFileReader.read("jobs.yaml", file, Overrides.none()))
        .isInstanceOf(JobsFileException.class)
        .hasMessageContaining("job name \"a b\"")
        .hasMessageContaining("\"soon\" is no duration")
        .hasMessageContaining("\"never\" is not known here")
        .hasMessageContaining("run: is missing");
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        arguments("empty", "", "1:1: the file is empty; begin with cluster: billing"),
        arguments("no mapping", "- a\n", "1:1: a list stands here; write a mapping such as"),
        arguments("no YAML", "cluster: [a\njobs: 1", "2:5: this is no YAML: "),
        arguments("tab", "cluster: c\njobs:\n\tx: 1\n", "3:1: this is no YAML: "),
        arguments("no cluster", "member: a\n", "1:1: cluster: is missing; write cluster: NAME"),
        arguments("null", "cluster:\n", "1:9: cluster: nothing stands here; write billing"),
        arguments("bad cluster", "cluster: a b\n", "1:10: cluster: cluster name \"a b\" is not"),
        top("clutser: c", "2:1: clutser: unknown key; did you mean \"cluster\"?"),
        top("colour: c", "2:1: colour: unknown key; use one of bind, cluster, durability,"),
        top("cluster: d", "2:1: cluster: key given twice, first in line 1; keep one"),
        top("[a]: d", "2:1: a list stands as a key; use a word"),
        top("member: -a", "2:9: member: node name \"-a\" has '-' at index 0; use ASCII letters"),
        top("labels: [a]", "2:9: labels: a list stands here; write a mapping such as {zone: eu}"),
        top("labels: {zone: a b}", "2:1: labels: label value \"a b\" of node self is not allowed"),
        top(
            "workers: 0",
            "2:10: workers: \"0\" is not allowed; use a whole number from 1 to 10000"),
        top("workers: many", "2:10: workers: \"many\" is not allowed; use a whole number"),
        top("grace: 2d", "2:8: grace: grace PT48H: use zero to 1 day"),
        top("grace: soon", "2:8: grace: \"soon\" is no duration; write for instance 30s, 5m"),
        top("stack: tcp", "2:1: stack: stack tcp needs a list of members such as"),
        top("stack: udp\nport: 7800", "2:1: stack: a port is given, but the stack is udp;"),
        top("members: [a]", "2:11: members[0]: \"a\" is not host:port; write for instance"),
        top("members: []", "2:10: members: the list is empty; write [10.0.0.5:7800,"),
        top("voters: []", "2:9: voters: the list is empty; write [node-1, node-2, node-3]"),
        top("voters: {a: b}", "2:9: voters: a mapping stands here; write [node-1,"),
        top("voters: [a, b c]", "2:13: voters[1]: node name \"b c\" has ' ' at index 1;"),
        top("voters: [a, a]", "2:1: voters: "),
        top(
            "journal: [a]",
            "2:10: journal: a list stands here; write the path of a folder, or none"),
        top("journal: ' '", "2:10: journal: is blank; write the path of a folder, or none"),
        top(
            "durability: sink",
            "2:13: durability: \"sink\" is not known here; did you mean \"sync\""),
        top("journal: none\ndurability: sync", "3:1: durability: goes with a journal only;"),
        top("jobs: [a]", "2:7: jobs: a list stands here; write a mapping such as {extract:"),
        top("jobs: {a b: {run: x}}", "2:8: jobs.a b: job name \"a b\" has a space at index 1;"),
        top("jobs: {a: x}", "2:11: jobs.a: a single value stands here; write a mapping such as"),
        job("cron: x", "4:11: jobs.a.cron: "),
        job(
            "cron: '0 0 2 31 2 ?'",
            "4:11: jobs.a.cron: cron expression '0 0 2 31 2 ?' in UTC never"),
        job("cron: '0 61 * * * ?'", "4:11: jobs.a.cron: "),
        job("crom: x", "4:5: jobs.a.crom: unknown key; did you mean \"cron\"?"),
        job("every: [30s]", "4:12: jobs.a.every: a list stands here; write 30s"),
        job("every: 0s", "4:12: jobs.a.every: the period of a fixed rate"),
        job("delay: 1x", "4:12: jobs.a.delay: \"1x\" is no duration; write for instance"),
        job("at: tomorrow", "4:9: jobs.a.at: \"tomorrow\" is no instant; write for instance"),
        job("at: 2026-12-01T02:00:00", "4:9: jobs.a.at: \"2026-12-01T02:00:00\" is no instant;"),
        job(
            "every: 30s\n    cron: '0 0 2 * * ?'",
            "4:5: jobs.a.every: given beside cron; a job has at most one of cron, every, delay, at"
                + " and after"),
        job("every: 1s\n    after: success(b)", "5:5: jobs.a.after: given beside every;"),
        job(
            "cron: '0 0 2 * * ?'\n    zone: Europe/Pariss",
            "5:11: jobs.a.zone: \"Europe/Pariss\" is"
                + " no time zone; did you mean \"Europe/Paris\"?"),
        job("zone: UTC", "4:5: jobs.a.zone: goes with cron only"),
        job("dst: {gap: skip}", "4:5: jobs.a.dst: goes with cron only"),
        job(
            "cron: '0 0 2 * * ?'\n    dst: {gap: skp}",
            "5:16: jobs.a.dst.gap: \"skp\" is not known here; did you mean \"skip\"?"),
        job("after: sucess(b)", "4:12: jobs.a.after: expected "),
        job(
            "after: success(a)",
            "3:3: jobs.a: closes a cycle, so that none of it could ever start: a" + " after a"),
        job(
            "on: node-1",
            "4:9: jobs.a.on: \"node-1\" is no place; use any, every, {member: node-1}"),
        job("on: {member: a, labels: {b: c}}", "4:9: jobs.a.on: names no single place; use any,"),
        job("on: {member: 'a b'}", "4:18: jobs.a.on.member: node name \"a b\" has ' ' at index 1;"),
        job("on: {labels: {}}", "4:10: jobs.a.on.labels: placement: no label given;"),
        job(
            "misfire: never",
            "4:14: jobs.a.misfire: \"never\" is not known here; use one of run-once"),
        job(
            "misfire: {run-all: 0}",
            "4:24: jobs.a.misfire.run-all: \"0\" is not allowed; use a whole"),
        job("misfire: {}", "4:14: jobs.a.misfire: names no policy; use skip, run-once or"),
        job("deadline: 0s", "4:15: jobs.a.deadline: job a: deadline PT0S is not allowed; use 1 ms"),
        job("overlap: skipp", "4:14: jobs.a.overlap: \"skipp\" is not known here; did you mean"),
        job("recovery: exactly-once", "4:15: jobs.a.recovery: \"exactly-once\" is not known here;"),
        job(
            "recovery: [at-most-once]",
            "4:15: jobs.a.recovery: a list stands here; write at-most-once or at-least-once"),
        job(
            "any-partition: maybe",
            "4:20: jobs.a.any-partition: \"maybe\" is not known here; use one of false, true"),
        job("any-partition: true", "4:5: jobs.a.any-partition: goes with on: {member: NAME} only"),
        job("env: {CLOCKWORK_JOB: b}", "4:5: jobs.a.env.CLOCKWORK_JOB: names that begin with"),
        job("env: {A: [b]}", "4:14: jobs.a.env.A: a list stands here; write a text"),
        job("run: y", "5:5: jobs.a.run: key given twice, first in line 4"),
        arguments("no run", "cluster: c\njobs: {a: {every: 1s}}", "2:11: jobs.a.run: is missing;"),
        arguments("blank run", "cluster: c\njobs: {a: {run: ' '}}", "2:17: jobs.a.run: is blank;"),
        arguments("no list", "cluster: c\njobs: {a: {run: []}}", "2:17: jobs.a.run: the list is"),
        arguments("map", "cluster: c\njobs: {a: {run: {}}}", "2:17: jobs.a.run: a mapping stands"));
  }

  private static Arguments top(String line, String message) {
    return arguments(line, "cluster: c\n" + line + "\n", message);
  }

  private static Arguments job(String lines, String message) {
    return arguments(lines, "cluster: c\njobs:\n  a:\n    " + lines + "\n    run: x\n", message);
  }
}
