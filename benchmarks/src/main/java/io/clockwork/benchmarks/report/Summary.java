package io.clockwork.benchmarks.report;

import io.clockwork.benchmarks.workload.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The repetitions of one workload with one scheduler, put together: the median of each figure, but
 * of what went wrong the worst.
 *
 * @param system the scheduler and how it was set
 * @param repetitions how often it was played to the end
 * @param figures the medians, by name
 * @param reasons why it was not played, or failed
 */
record Summary(
    String system, int repetitions, Map<String, Double> figures, Collection<String> reasons) {
  /** Figures that tell of mistakes: a median would hide one. */
  static final Set<String> WRONG = Set.of("lost", "doubled", "early", "registered late");

  /** Puts results of one workload together, by system, in the order of their first appearance. */
  static Map<String, Summary> of(List<Result> results) {
    Map<String, List<Result>> bySystem = new LinkedHashMap<>();
    results.forEach(
        result -> bySystem.computeIfAbsent(result.system(), any -> new ArrayList<>()).add(result));
    Map<String, Summary> summaries = new LinkedHashMap<>();
    bySystem.forEach((system, all) -> summaries.put(system, one(system, all)));
    return summaries;
  }

  private static Summary one(String system, List<Result> results) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    Set<String> reasons = new LinkedHashSet<>();
    int repetitions = 0;
    for (Result result : results) {
      if (!result.reason().isEmpty()) {
        reasons.add(result.reason());
        continue;
      }
      repetitions++;
      result
          .figures()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    values.forEach(
        (name, all) ->
            figures.put(
                name,
                WRONG.contains(name)
                    ? all.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                    : median(all)));
    return new Summary(system, repetitions, figures, reasons);
  }

  /** Returns the middle value; of an even number the mean of the two in the middle. */
  static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Returns a figure, if it was measured. */
  OptionalDouble figure(String name) {
    Double value = figures.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
