package io.clockwork.launcher.demo;

import io.clockwork.Clockwork;
import io.clockwork.client.ClockworkClient;
import io.clockwork.client.JobStatus;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Node;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Shows three members that keep one schedule of real jobs. It verifies what it tells by the files
 * that the jobs wrote, and by nothing that the members say of themselves.
 */
public final class Demo {
  private static final Duration STORIES = Duration.ofSeconds(50);
  private static final Duration WHOLE = Duration.ofSeconds(58);
  private static final List<String> NAMES = List.of("node-1", "node-2", "node-3");

  private final Narrator narrator;
  private final PrintStream out;
  private final boolean keep;
  private volatile boolean ended;

  /**
   * Creates the demonstration.
   *
   * @param out is told what happens
   * @param keep whether to keep the folder with all files and logs
   */
  public Demo(PrintStream out, boolean keep) {
    this.narrator = new Narrator(out, STORIES);
    this.out = out;
    this.keep = keep;
  }

  /**
   * Runs it, for less than a minute. Leaves no process behind, also if it is interrupted.
   *
   * @return whether all was seen that was to be seen
   * @throws IOException if the temporary folder cannot be written
   */
  public boolean run() throws IOException {
    String cluster = "demo-" + UUID.randomUUID().toString().substring(0, 8);
    Folder folder = Folder.create();
    Members members = new Members(cluster, folder);
    Thread cleaning = new Thread(() -> clean(folder, members), "cleaning");
    Runtime.getRuntime().addShutdownHook(cleaning);
    limit(members);
    boolean seen = false;
    try {
      show(cluster, folder, members);
      seen = true;
    } catch (NotSeenException e) {
      failed(String.valueOf(e.getMessage()), folder);
    } catch (Exception e) {
      failed(e.toString(), folder);
    } finally {
      ended = true;
      members.killAll();
      if (keep || !seen) {
        narrator.say("The folder is kept: " + folder.path());
      } else {
        folder.delete();
      }
    }
    return seen;
  }

  /** What is left to do when Ctrl-C ends this. */
  private void clean(Folder folder, Members members) {
    members.killAll();
    try {
      if (!keep && !ended) {
        folder.delete();
      }
    } catch (IOException e) {
      narrator.say("The folder could not be deleted: " + e);
    }
  }

  /** Whatever hangs, this ends in time, and leaves nothing behind. */
  private void limit(Members members) {
    Thread limit =
        new Thread(
            () -> {
              try {
                Thread.sleep(WHOLE.toMillis());
                narrator.say("FAILED: not over after " + WHOLE.toSeconds() + " s");
                members.killAll();
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "limit");
    limit.setDaemon(true);
    limit.start();
  }

  private void show(String cluster, Folder folder, Members members) throws Exception {
    out.println("Three members keep one schedule: no server, no database.");
    out.println("They work on real files in " + folder.path());
    out.println();
    for (String name : NAMES) {
      members.start(name);
    }
    narrator.say(
        "Started "
            + NAMES.stream()
                .map(name -> name + " (process " + members.pid(name) + ")")
                .collect(Collectors.joining(", "))
            + " in cluster "
            + cluster
            + ", on loopback.");
    try (ClockworkClient client =
        Clockwork.observe(cluster)
            .name("client")
            .network(Network.udp().bind("127.0.0.1"))
            .timeout(Duration.ofSeconds(20))
            .connect()) {
      awaitMembers(client, members);
      Stories stories = new Stories(narrator, folder, client);
      stories.failure();
      stories.dependency();
      stories.forceStart();
      Takeover takeover = new Takeover(narrator, folder, client, members);
      String dead = takeover.run();
      end(members, dead, folder, stories, takeover);
    }
  }

  private void awaitMembers(ClockworkClient client, Members members) throws Exception {
    narrator.await(
        "three members and their jobs at the client",
        () ->
            client.nodes().stream().filter(Node::isMember).count() == NAMES.size()
                && client.jobs().stream().allMatch(job -> job.owner() != null)
                && client.jobs().size() == 7);
    for (String name : NAMES) {
      Narrator.check(members.isAlive(name), name + " has ended; see its log");
    }
    narrator.say(
        "A client found them by multicast. The owners: "
            + client.jobs().stream()
                .map((JobStatus job) -> job.name() + " " + job.owner())
                .collect(Collectors.joining(", "))
            + ".");
  }

  private void end(Members members, String dead, Folder folder, Stories stories, Takeover takeover)
      throws Exception {
    narrator.heading(
        "The end: the members that live are asked to leave, and the files are counted.");
    takeover.noHole();
    stories.nothingTwice();
    List<String> living = NAMES.stream().filter(name -> !name.equals(dead)).toList();
    for (var left : members.terminate(living).entrySet()) {
      Narrator.check(
          left.getValue() == 0,
          left.getKey() + " ended with " + left.getValue() + " when asked to leave");
    }
    Narrator.check(
        folder.lines().stream().map(Line::run).distinct().count() == folder.lines().size(),
        "a run was doubled while the members left");
    narrator.verified("both left in order");
    out.println();
    out.println(
        "All was seen: the three stories, and a schedule that survived the death of a member.");
  }

  private void failed(String what, Folder folder) {
    narrator.say("FAILED: " + what);
    for (String name : NAMES) {
      List<String> log = folder.read(name + ".log");
      out.println("The end of the log of " + name + ":");
      log.subList(Math.max(0, log.size() - 15), log.size())
          .forEach(line -> out.println("  " + line));
    }
  }
}
