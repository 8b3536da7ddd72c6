package io.clockwork.benchmarks.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;

/** Lines over a common axis: how something grows. Both axes are logarithmic where that helps. */
final class LineChart {
  private static final String[] COLOURS = {"#1f6fb4", "#d1661c", "#3a8f3a", "#8a4bb0", "#777777"};
  private static final int WIDTH = 760;
  private static final int HEIGHT = 320;
  private static final int LEFT = 70;
  private static final int RIGHT = 200;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;
  private static final double FAR = 50;

  private LineChart() {}

  private record Axis(double least, double most, boolean logarithmic) {
    static Axis of(double least, double most) {
      return least > 0 && most / least > FAR
          ? new Axis(least, most, true)
          : new Axis(Math.min(0, least), most, false);
    }

    double share(double value) {
      return most == least
          ? 0.5
          : logarithmic
              ? Math.log(value / least) / Math.log(most / least)
              : (value - least) / (most - least);
    }
  }

  /**
   * Draws it.
   *
   * @param across what the axis below says
   * @param lines the points of each line, by its name
   */
  static String draw(String title, String across, Map<String, SortedMap<Double, Double>> lines) {
    double[] xs =
        lines.values().stream()
            .flatMap(line -> line.keySet().stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .distinct()
            .toArray();
    double[] ys =
        lines.values().stream()
            .flatMap(line -> line.values().stream())
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    if (xs.length == 0) {
      throw new IllegalArgumentException("nothing to draw for " + title);
    }
    Axis wide = Axis.of(xs[0], xs[xs.length - 1]);
    Axis high = Axis.of(ys[0], ys[ys.length - 1]);
    DoubleUnaryOperator x = value -> LEFT + (WIDTH - LEFT - RIGHT) * wide.share(value);
    DoubleUnaryOperator y = value -> HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * high.share(value);
    Svg svg = new Svg(WIDTH, HEIGHT);
    svg.words(10, 20, "start", title + (high.logarithmic() ? " (logarithmic)" : ""));
    svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "#222222");
    svg.line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "#222222");
    for (double value : xs) {
      svg.words(x.applyAsDouble(value), HEIGHT - BOTTOM + 16, "middle", Tables.number(value));
    }
    svg.words((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", across);
    for (double value : new double[] {high.least(), ys[ys.length / 2], high.most()}) {
      svg.words(LEFT - 6, y.applyAsDouble(value) + 4, "end", Tables.number(value));
    }
    int number = 0;
    for (Map.Entry<String, SortedMap<Double, Double>> line : lines.entrySet()) {
      String colour = COLOURS[number % COLOURS.length];
      double lastX = Double.NaN;
      double lastY = Double.NaN;
      for (Map.Entry<Double, Double> point : line.getValue().entrySet()) {
        double px = x.applyAsDouble(point.getKey());
        double py = y.applyAsDouble(point.getValue());
        if (!Double.isNaN(lastX)) {
          svg.line(lastX, lastY, px, py, colour);
        }
        svg.dot(px, py, colour);
        lastX = px;
        lastY = py;
      }
      svg.box(WIDTH - RIGHT + 14, TOP + 20 * number, 10, 10, colour);
      svg.words(WIDTH - RIGHT + 30, TOP + 20 * number + 10, "start", line.getKey());
      number++;
    }
    return svg.toString();
  }
}
