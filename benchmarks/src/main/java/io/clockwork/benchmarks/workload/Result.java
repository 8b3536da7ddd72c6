package io.clockwork.benchmarks.workload;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What came of one workload with one scheduler.
 *
 * @param workload its name and size, such as {@code burst-10000}
 * @param system the scheduler and how it was set, such as {@code clockwork network=tcp}
 * @param members how many processes
 * @param figures what was measured, by name, units in the name; empty if it was not played
 * @param reason why it was not played or did not come to an end; empty if it did
 */
public record Result(
    String workload, String system, int members, Map<String, Double> figures, String reason) {
  /** Copies the figures, in their order. */
  public Result {
    figures = new LinkedHashMap<>(figures);
  }

  /** Returns this as one line of JSON. What is not a number is left out. */
  public String toJson() throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("workload", workload);
    line.put("system", system);
    line.put("members", members);
    Map<String, Double> numbers = new LinkedHashMap<>(figures);
    numbers.values().removeIf(value -> !Double.isFinite(value));
    line.put("figures", numbers);
    if (!reason.isEmpty()) {
      line.put("reason", reason);
    }
    return JSON.std.asString(line);
  }

  /** Reads what {@link #toJson} wrote. */
  public static Result parse(String json) throws IOException {
    Map<String, Object> line = JSON.std.mapFrom(json);
    Map<String, Double> figures = new LinkedHashMap<>();
    if (line.get("figures") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> figures.put((String) name, ((Number) value).doubleValue()));
    }
    return new Result(
        text(line, "workload"),
        text(line, "system"),
        ((Number) Objects.requireNonNull(line.get("members"), json)).intValue(),
        figures,
        Objects.requireNonNullElse((String) line.get("reason"), ""));
  }

  private static String text(Map<String, Object> line, String key) {
    return (String) Objects.requireNonNull(line.get(key), key);
  }

  /** Returns this as text for people, a figure a line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(workload + " " + system + ": " + reason);
    figures.forEach((name, value) -> text.append(String.format("%n  %-24s %,12.3f", name, value)));
    return text.toString();
  }
}
