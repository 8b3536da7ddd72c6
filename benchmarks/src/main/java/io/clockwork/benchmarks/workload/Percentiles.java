package io.clockwork.benchmarks.workload;

import java.util.Collection;

/** Percentiles of a set of values, by the nearest rank. */
final class Percentiles {
  private final double[] sorted;

  Percentiles(Collection<Double> values) {
    sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** Returns the value that a share of all, 0 to 1, do not exceed; NaN if there are none. */
  double at(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
