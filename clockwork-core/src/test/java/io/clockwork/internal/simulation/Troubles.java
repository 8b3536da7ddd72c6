package io.clockwork.internal.simulation;

import io.clockwork.client.StartOrder;
import io.clockwork.cluster.sim.Faults;
import io.clockwork.cluster.sim.Links;
import io.clockwork.cluster.sim.Links.Traffic;
import io.clockwork.job.JobDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What befalls a cluster with named voters.
 *
 * <p>Two things are ruled out, as nobody promises anything for them. A voter does not crash without
 * its memory while others that crashed so, together with it more than a minority of the voters,
 * have not been together with a majority again ({@link Informed}); voters with a disk may all crash
 * at once, and lose it under the same rule. And the clocks of a majority of the voters are right,
 * always the same ones.
 */
final class Troubles {
  private final SplitHistory history;
  private final Random random;
  private final Links links;
  private final Informed informed;
  private final Map<String, Integer> drifting = new HashMap<>();

  /** Of its own, so that the seeds that failed once stay what they were up to the first loss. */
  private final Random disks;

  private boolean over;
  private int weatherOf;
  private int orders;
  private int late;

  Troubles(SplitHistory history) {
    this.history = history;
    this.random = history.random;
    this.links = history.network.links();
    this.informed = new Informed(history);
    this.disks = new Random(history.seed * 31 + 7);
  }

  /** Something happens, or something ends. */
  void act() {
    switch (random.nextInt(28)) {
      case 0, 1, 2 -> cutFor(this::partition);
      case 3 -> cutFor(this::oneWay);
      case 4 -> cutFor(this::oneLink);
      case 5 -> cutFor(() -> links.deafen(any()));
      case 6 -> cutFor(() -> links.mute(any()));
      case 7 -> cutFor(this::filtered);
      case 8 -> flap();
      case 9, 10 -> pause(false);
      case 11 -> pause(true);
      case 12, 13 -> crash();
      case 14 -> inTheAct();
      case 15 -> leave();
      case 16 -> clock();
      case 17, 18, 19 -> order();
      case 20 -> define();
      case 21 -> network();
      case 22 -> crashAll();
      default -> heal();
    }
  }

  /** Everything is as it should be, and stays so. */
  void end() {
    over = true;
    heal();
    for (SimNode node : history.everybody) {
      if (node.up()) {
        node.drift(0);
        node.setClock(node.clockOffset().negated());
      }
    }
  }

  private void heal() {
    weatherOf++;
    if (links.broken()) {
      history.diary.note(history.time.wall(), () -> "the network is whole");
      links.heal();
      changed();
    }
    if (random.nextBoolean()) {
      history.network.faults(Faults.none(Duration.ofMillis(2), Duration.ofSeconds(7)));
    }
  }

  // The network
  // -------------------------------------------------------------------------------------

  private void changed() {
    history.weather.linksChanged(history.time.nanos(), links);
  }

  private void cutFor(Runnable cut) {
    if (random.nextInt(3) != 0) {
      links.heal();
    }
    int mine = ++weatherOf;
    cut.run();
    changed();
    history.time.after(
        Duration.ofMillis(2_000 + random.nextInt(60_000)),
        () -> {
          if (weatherOf == mine) {
            heal();
          }
        });
  }

  private void note(String what) {
    history.diary.note(history.time.wall(), () -> what);
  }

  private String any() {
    String name = history.names.get(random.nextInt(history.names.size()));
    note("deaf, mute or the like: " + name);
    return name;
  }

  private void partition() {
    List<String> shuffled = new ArrayList<>(history.names);
    Collections.shuffle(shuffled, random);
    List<Set<String>> sides = new ArrayList<>();
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      sides.add(new HashSet<>());
    }
    boolean overlapping = random.nextInt(4) == 0;
    for (String name : shuffled) {
      sides.get(random.nextInt(count)).add(name);
      if (overlapping && random.nextBoolean()) {
        sides.get(random.nextInt(count)).add(name);
      }
    }
    note("partition " + sides);
    links.partition(sides);
  }

  private void oneWay() {
    for (int i = random.nextInt(3); i >= 0; i--) {
      String from = any();
      String to = any();
      if (random.nextInt(3) == 0) {
        links.block(random.nextBoolean() ? Traffic.UNICAST : Traffic.MULTICAST, from, to);
      } else {
        links.cutOneWay(from, to);
      }
    }
  }

  private void oneLink() {
    for (int i = random.nextInt(2); i >= 0; i--) {
      links.cut(any(), any());
    }
  }

  private void filtered() {
    note("multicast filtered");
    links.filterMulticast();
  }

  private void flap() {
    int mine = ++weatherOf;
    flap(mine, 4 + random.nextInt(10));
  }

  private void flap(int mine, int times) {
    if (mine != weatherOf || over) {
      return;
    }
    links.heal();
    if (times % 2 == 0) {
      partition();
    }
    changed();
    if (times > 0) {
      history.time.after(
          Duration.ofMillis(500 + random.nextInt(6_000)), () -> flap(mine, times - 1));
    } else {
      heal();
    }
  }

  private void network() {
    boolean slow = random.nextInt(3) == 0;
    history.network.faults(
        new Faults(
            random.nextDouble() * 0.3,
            random.nextDouble() * 0.1,
            Duration.ofMillis(1 + random.nextInt(10)),
            random.nextDouble() * 0.1,
            Duration.ofMillis(50 + random.nextInt(slow ? 3_000 : 500)),
            Duration.ofMillis(random.nextBoolean() ? random.nextInt(2_000) : 0),
            Duration.ofMillis(3_000 + random.nextInt(4_000))));
  }

  // The members
  // -------------------------------------------------------------------------------------

  private List<SimNode> here() {
    return history.members.values().stream().filter(node -> node.up() && !node.leaving()).toList();
  }

  private void pause(boolean inTheAct) {
    List<SimNode> here = here();
    if (!here.isEmpty()) {
      SimNode sleeper = here.get(random.nextInt(here.size()));
      Duration duration = Duration.ofMillis(1_000 + random.nextInt(29_000));
      if (inTheAct) {
        sleeper.pauseAtNextClaim(duration);
      } else {
        sleeper.pause(duration);
        history.weather.look(history.time.nanos(), history.members);
      }
    }
  }

  private void crash() {
    List<SimNode> here = here();
    if (!here.isEmpty()) {
      SimNode victim = here.get(random.nextInt(here.size()));
      if (mayCrash(victim)) {
        victim.crash();
        loseDisk(victim);
        gone(victim);
      }
    }
  }

  /** Its next life finds a new disk: it is then what a member without a journal always is. */
  private void loseDisk(SimNode victim) {
    if (history.remember() && disks.nextInt(3) == 0 && informed.mayForget(victim)) {
      note(victim.self().id() + " loses its disk");
      history.diskless.add(victim.self().name());
    }
  }

  /** All are killed, one shortly after the other; only members with a disk survive that. */
  private void crashAll() {
    if (!history.remember()) {
      return;
    }
    note("all crash");
    for (SimNode node : here()) {
      history.time.after(
          Duration.ofMillis(random.nextInt(2_000)),
          () -> {
            if (node.up() && history.violent()) {
              node.crash();
              gone(node);
            }
          });
    }
  }

  private boolean mayCrash(SimNode node) {
    return history.remember() || informed.mayForget(node);
  }

  private void inTheAct() {
    if (history.cruel()) {
      forgetInTheAct();
    } else {
      crashInTheAct();
    }
  }

  /**
   * Three voters: one starts a run by the vote of the second, unheard by the third, and is heard by
   * nobody from then on; the second forgets that it voted, and is back at once.
   */
  private void forgetInTheAct() {
    List<SimNode> voters =
        new ArrayList<>(
            here().stream().filter(each -> history.voters.contains(each.self().name())).toList());
    Collections.shuffle(voters, random);
    if (voters.size() != 3 || history.voters.size() != 3) {
      return;
    }
    SimNode starter = voters.get(0);
    SimNode forgetful = voters.get(1);
    String third = voters.get(2).self().name();
    cutFor(() -> links.cut(starter.self().name(), third));
    starter.actAtNextStart(
        () -> {
          if (history.violent() && forgetful.up() && mayCrash(forgetful)) {
            cutFor(() -> links.cut(starter.self().name(), third));
            links.mute(starter.self().name());
            changed();
            forgetful.crash();
            gone(forgetful);
          }
        });
  }

  private void crashInTheAct() {
    List<SimNode> here = here();
    if (!here.isEmpty()) {
      SimNode victim = here.get(random.nextInt(here.size()));
      victim.dieAtNextStart(
          () -> {
            boolean dies = history.violent() && mayCrash(victim) && !victim.leaving();
            if (dies) {
              gone(victim);
            }
            return dies;
          });
    }
  }

  private void leave() {
    List<SimNode> here = here();
    if (!here.isEmpty()) {
      SimNode leaver = here.get(random.nextInt(here.size()));
      if (mayCrash(leaver)) {
        leaver.leave();
        gone(leaver);
      }
    }
  }

  /** It comes back at once, or soon. */
  private void gone(SimNode node) {
    // In the act of starting something it is still there for a moment.
    history.time.after(
        Duration.ZERO, () -> history.weather.look(history.time.nanos(), history.members));
    backLater(
        node,
        Duration.ofMillis(random.nextBoolean() ? random.nextInt(1_000) : random.nextInt(90_000)));
  }

  private void backLater(SimNode node, Duration wait) {
    String name = node.self().name();
    history.time.after(
        wait,
        () -> {
          if (over || history.member(name) != node) {
            return;
          }
          if (node.up()) {
            backLater(node, Duration.ofSeconds(2));
          } else {
            history.join(name);
          }
        });
  }

  /** Only of those whose clocks nobody relies on. */
  private void clock() {
    List<SimNode> able =
        here().stream().filter(node -> history.wrong.contains(node.self().name())).toList();
    if (able.isEmpty()) {
      return;
    }
    SimNode node = able.get(random.nextInt(able.size()));
    switch (random.nextInt(5)) {
      case 0 -> node.setClock(Duration.ofMillis(random.nextInt(600_000) - 300_000));
      case 1 -> node.setClock(Duration.ofMillis(random.nextInt(10_000) - 5_000));
      case 2 -> {
        int ppm = drifting.merge(node.self().name(), 1, Integer::sum) % 2 == 0 ? 0 : 20_000;
        node.drift(random.nextBoolean() ? ppm : -ppm);
      }
      default -> node.setClock(node.clockOffset().negated());
    }
    history.weather.look(history.time.nanos(), history.members);
  }

  // What people do
  // ----------------------------------------------------------------------------------

  private void order() {
    List<SimNode> from = here();
    if (from.isEmpty() || history.jobs.isEmpty()) {
      return;
    }
    List<String> jobs = List.copyOf(history.jobs.keySet());
    StartOrder order =
        StartOrder.of(jobs.get(random.nextInt(jobs.size()))).withId("order" + orders++);
    if (random.nextInt(3) == 0) {
      order = order.on(history.names.get(random.nextInt(history.names.size())));
    }
    give(order, from.get(random.nextInt(from.size())));
    if (random.nextInt(3) == 0) {
      // Repeated, by whomever, to whomever: no second effect.
      StartOrder again =
          random.nextBoolean()
              ? order
              : order.on(history.names.get(random.nextInt(history.names.size())));
      history.time.after(
          Duration.ofMillis(random.nextInt(20_000)),
          () -> {
            List<SimNode> then = here();
            if (!then.isEmpty() && !over) {
              give(again, then.get(random.nextInt(then.size())));
            }
          });
    }
  }

  private void give(StartOrder order, SimNode by) {
    history.given.merge(order.orderId(), 1, Integer::sum);
    by.order(
        order,
        result -> {
          note(order + ": " + result);
          history.ordered.computeIfAbsent(order.orderId(), any -> new ArrayList<>()).add(result);
        });
  }

  private void define() {
    SplitDice dice = new SplitDice(random, history.time.wall(), history.names.size());
    List<String> some = history.touched.stream().sorted().toList();
    switch (random.nextInt(3)) {
      case 0 -> {
        String name = "late" + late++;
        history.touched.add(name);
        register(dice.job(name, List.of()));
      }
      case 1 -> {
        List<String> known = some.stream().filter(history.jobs::containsKey).toList();
        if (!known.isEmpty()) {
          String name = known.get(random.nextInt(known.size()));
          JobDefinition old = history.jobs.get(name);
          if (old != null) {
            register(dice.changed(old));
          }
        }
      }
      default -> {
        List<SimNode> here = here();
        if (!some.isEmpty() && !here.isEmpty()) {
          String name = some.get(random.nextInt(some.size()));
          note("removed " + name);
          history.jobs.remove(name);
          here.get(random.nextInt(here.size())).remove(name);
        }
      }
    }
  }

  private void register(SplitDice.Rolled rolled) {
    String name = rolled.definition().name();
    history.define(name, rolled);
    for (SimNode node : here()) {
      if (random.nextBoolean()) {
        history.carried.computeIfAbsent(node.self().name(), any -> new HashSet<>()).add(name);
        node.register(rolled.definition());
      }
    }
  }
}
