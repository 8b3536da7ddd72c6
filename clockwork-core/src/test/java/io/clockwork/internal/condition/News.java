package io.clockwork.internal.condition;

import io.clockwork.job.Conditions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random history of one root cause: which runs end in the long run and how, and the knowledge of
 * it as the news arrives one by one, in any order.
 */
final class News {

  private record Item(String job, int run) {}

  private final Map<String, List<EndState>> runs = new HashMap<>();
  private final List<Item> items = new ArrayList<>();

  /** Draws the ends of 0 to 3 runs for each job; a job with none never runs for this cause. */
  static News of(long seed) {
    Random random = new Random(seed);
    News news = new News();
    EndState[] states = EndState.values();
    for (String job : Conditions.JOBS) {
      List<EndState> ends = new ArrayList<>();
      for (int run = random.nextInt(4); run > 0; run--) {
        news.items.add(new Item(job, ends.size()));
        ends.add(states[random.nextInt(states.length)]);
      }
      news.runs.put(job, ends);
    }
    return news;
  }

  /** Returns what is known after no news, after the first, ..., after all, in a random order. */
  List<Map<String, Ends>> arriving(long seed) {
    List<Item> order = new ArrayList<>(items);
    Collections.shuffle(order, new Random(seed));
    List<Map<String, Ends>> known = new ArrayList<>();
    for (int arrived = 0; arrived <= order.size(); arrived++) {
      known.add(known(order.subList(0, arrived)));
    }
    return known;
  }

  /** Returns what is known when all news has arrived. */
  Map<String, Ends> complete() {
    return known(items);
  }

  private Map<String, Ends> known(List<Item> arrived) {
    Map<String, Ends> known = new HashMap<>();
    runs.forEach(
        (job, ends) -> {
          EnumSet<EndState> states = EnumSet.noneOf(EndState.class);
          long count = arrived.stream().filter(item -> item.job().equals(job)).count();
          arrived.stream()
              .filter(item -> item.job().equals(job))
              .forEach(item -> states.add(ends.get(item.run())));
          known.put(job, new Ends(states, count > 0 && count == ends.size()));
        });
    return known;
  }
}
