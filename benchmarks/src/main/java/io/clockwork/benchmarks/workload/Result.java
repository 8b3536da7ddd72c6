package io.clockwork.benchmarks.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one workload with one scheduler.
 *
 * @param workload its name and size, such as {@code burst-10000}
 * @param system the scheduler and how it was set, such as {@code clockwork tcp}
 * @param figures what was measured, by name, units in the name
 */
public record Result(String workload, String system, Map<String, Double> figures) {
  /** Copies the figures, in their order. */
  public Result {
    figures = new LinkedHashMap<>(figures);
  }
}
