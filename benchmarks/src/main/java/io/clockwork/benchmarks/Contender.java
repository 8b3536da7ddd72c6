package io.clockwork.benchmarks;

import io.clockwork.benchmarks.peer.Setup;
import io.clockwork.benchmarks.workload.Ensemble;
import io.clockwork.benchmarks.workload.Result;
import io.clockwork.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scheduler, set in one way.
 *
 * @param peer which scheduler
 * @param members how many processes
 * @param workers how many jobs each may run at a time
 * @param options as in {@link Setup}
 */
record Contender(String peer, int members, int workers, Map<String, String> options) {
  static final int MEMBERS = 3;
  static final int WORKERS = 10;

  Contender {
    options = Map.copyOf(options);
  }

  /** Reads {@code peer}, or {@code peer key=value key=value}. */
  static Contender parse(String text) {
    String[] words = text.split(" ");
    Map<String, String> options = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "\"" + words[i] + "\" of \"" + text + "\" is not key=value");
      }
      options.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    // No cluster at all: that is what makes it the limit.
    int members = words[0].equals("quartz-ram") ? 1 : MEMBERS;
    return new Contender(words[0], members, WORKERS, options);
  }

  /** Returns this with another number of members. */
  Contender members(int number) {
    return new Contender(peer, number, workers, options);
  }

  /** Returns its name in the tables, such as {@code clockwork network=tcp}. */
  String name() {
    StringBuilder name = new StringBuilder(peer);
    new TreeMap<>(options).forEach((key, value) -> name.append(" ").append(key + "=" + value));
    return name.toString();
  }

  /** Plays a workload in new processes, which are gone when this returns. */
  Result play(Workload workload, Path folder) throws IOException, InterruptedException {
    try (Ensemble ensemble =
        Ensemble.start(peer, members, workload.wantsAdmin(), workers, options, folder)) {
      return new Result(workload.name(), name(), members, workload.play(ensemble), "");
    }
  }
}
