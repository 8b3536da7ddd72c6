package io.clockwork.launcher.demo;

import static io.clockwork.launcher.demo.Narrator.check;

import io.clockwork.client.ClockworkClient;
import io.clockwork.client.OrderResult;
import io.clockwork.client.StartOrder;
import io.clockwork.job.Event;
import io.clockwork.job.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** The three stories of the design, each told, caused and verified. */
final class Stories {
  private final Narrator narrator;
  private final Folder folder;
  private final ClockworkClient client;
  private final Queue<Run> alerts = new ConcurrentLinkedQueue<>();

  Stories(Narrator narrator, Folder folder, ClockworkClient client) {
    this.narrator = narrator;
    this.folder = folder;
    this.client = client;
    var unused =
        client.subscribe(
            event -> {
              if (event instanceof Event.RunFailed failed) {
                alerts.add(failed.run());
              }
            });
  }

  void failure() throws Exception {
    narrator.heading("Story 1, failure: a broken order arrives in the inbox.");
    narrator.await("validate runs on node-3", () -> !folder.lines("validate").isEmpty());
    folder.dropBrokenOrders();
    narrator.await("a failure of validate at the client", () -> !alerts.isEmpty());
    Run failed = alerts.element();
    narrator.say(
        "  ALERT at the client: "
            + failed.id()
            + " failed on "
            + failed.member()
            + ": "
            + failed.reason());
    check(failed.job().equals("validate"), failed.id() + " failed, and only validate was to");
    check(
        "exit code 3".equals(failed.reason()),
        "the failure's reason is \"" + failed.reason() + "\" and not \"exit code 3\"");
    String output = failed.output();
    check(output != null && output.contains("no order"), "the failed run's output is not kept");
    narrator.await("a run of page-ops", () -> !folder.lines("page-ops").isEmpty());
    Line reaction = folder.lines("page-ops").get(0);
    check(
        reaction.run().root().equals(failed.id().root()),
        "page-ops ran as " + reaction.run() + ", which does not answer " + failed.id());
    check(reaction.member().equals("node-2"), "page-ops ran on " + reaction.member());
    narrator.verified(
        "page-ops ran on node-2 because validate failed on node-3: \""
            + String.join(" ", folder.read("pages.txt"))
            + "\"");
  }

  void dependency() throws Exception {
    narrator.heading(
        "Story 2, dependency: extract runs on node-1, pack on node-2 once it succeeded.");
    narrator.await("two runs of pack", () -> folder.lines("pack").size() >= 2);
    List<Line> extracts = folder.lines("extract");
    for (Line pack : folder.lines("pack")) {
      List<Line> before =
          extracts.stream().filter(line -> line.run().root().equals(pack.run().root())).toList();
      check(
          before.size() == 1, pack.run() + " has " + before.size() + " runs of extract before it");
      Line extract = before.get(0);
      check(!pack.at().isBefore(extract.at()), pack.run() + " ran before " + extract.run());
      check(extract.member().equals("node-1"), extract.run() + " ran on " + extract.member());
      check(pack.member().equals("node-2"), pack.run() + " ran on " + pack.member());
      check(pack.pid() != extract.pid(), pack.run() + " ran in the process of " + extract.run());
    }
    Line first = folder.lines("pack").get(0);
    String name = "out/" + first.run().root().toString().substring(1).replace(":", "") + ".csv.gz";
    narrator.await("the checksum of " + name, () -> !folder.read(name + ".sha256").isEmpty());
    String noted = folder.read(name + ".sha256").get(0).split(" ")[0];
    check(noted.equals(sha256(name)), "the checksum of " + name + " is wrong");
    int paid = unpacked(name).size();
    check(paid == 300, name + " holds " + paid + " paid orders of 300");
    narrator.verified(
        folder.lines("pack").size()
            + " runs of pack, each after the extract of the same fire time; "
            + name
            + " holds 300 paid orders and its SHA-256 is right");
  }

  private String sha256(String name) throws IOException, NoSuchAlgorithmException {
    byte[] bytes = Files.readAllBytes(folder.file(name));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private List<String> unpacked(String name) throws IOException {
    try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(folder.file(name)))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  void forceStart() throws Exception {
    narrator.heading(
        "Story 3, force start: a client orders report, which nothing else ever starts.");
    check(folder.lines("report").isEmpty(), "report ran before it was ordered");
    OrderResult result = client.start(StartOrder.of("report").with("title", "Orders today")).join();
    if (!(result instanceof OrderResult.Done done)) {
      throw new NotSeenException("the order was not taken: " + result);
    }
    narrator.say("  the order went to " + done.member() + ", which started " + done.run());
    narrator.await("a run of publish", () -> !folder.lines("publish").isEmpty());
    Line report = folder.lines("report").get(0);
    Line publish = folder.lines("publish").get(0);
    check(report.run().equals(done.run()), "report ran as " + report.run());
    check(
        publish.run().root().equals(done.run().root()),
        "publish ran as " + publish.run() + ", which does not answer " + done.run());
    check(publish.member().equals("node-3"), "publish ran on " + publish.member());
    narrator.await(
        "the report's text", () -> folder.read("published.txt").contains("Orders today"));
    narrator.verified(
        "report ran on "
            + report.member()
            + "; node-3 saw it and ran publish, which depends on it");
  }

  /** What must still be so at the end. */
  void nothingTwice() throws NotSeenException {
    long pages = folder.read("pages.txt").size();
    check(pages == 1, "the operators were paged " + pages + " times for one failure");
    long failures = alerts.stream().filter(run -> run.job().equals("validate")).count();
    check(failures == 1, "the client was alerted " + failures + " times for one failure");
    check(folder.lines("report").size() == 1, "report ran more than once for one order");
    check(folder.lines("publish").size() == 1, "publish ran more than once for one report");
    narrator.verified("one failure, one page, one alert; one order, one report, one publication");
  }
}
