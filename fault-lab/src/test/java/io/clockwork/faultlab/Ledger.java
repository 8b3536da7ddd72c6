package io.clockwork.faultlab;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a client on one host was told of the runs. */
final class Ledger {
  private final Map<String, Map<String, Object>> runs = new TreeMap<>();

  /** Reads what {@code runs --output json} printed. */
  static Ledger parse(String lines) {
    Ledger ledger = new Ledger();
    lines
        .lines()
        .filter(line -> line.startsWith("{"))
        .forEach(
            line -> {
              try {
                Map<String, Object> run = JSON.std.mapFrom(line);
                ledger.runs.put(String.valueOf(run.get("run")), run);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return ledger;
  }

  /** Returns by run id why it did not run to its end, of all that has a reason. */
  Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    runs.forEach(
        (id, run) -> {
          if (run.get("reason") != null) {
            reasons.put(id, run.get("state") + ": " + run.get("reason"));
          }
        });
    return reasons;
  }

  /** Returns by run id what is known of the runs due in a stretch of time. */
  Map<String, String> facts(Instant from, Instant to) {
    Map<String, String> facts = new TreeMap<>();
    runs.forEach(
        (id, run) -> {
          Instant fireTime = Instant.parse(String.valueOf(run.get("fireTime")));
          if (!fireTime.isBefore(from) && fireTime.isBefore(to)) {
            facts.put(
                id,
                run.get("state")
                    + " on "
                    + run.get("member")
                    + ", attempt "
                    + run.get("attempt")
                    + ", ended "
                    + run.get("endedAt"));
          }
        });
    return facts;
  }
}
