package io.clockwork.benchmarks.report;

import java.util.Map;

/**
 * Bars beside one another, on a logarithmic scale where the greatest is more than 50 times the
 * least: else the small ones could not be told apart.
 */
final class BarChart {
  private static final int NAMES = 190;
  private static final int WIDTH = 760;
  private static final int LINE = 22;
  private static final int TOP = 34;
  private static final double FAR = 50;

  private BarChart() {}

  /** Draws it; Clockwork's bars are of a colour of their own. */
  static String draw(String title, Map<String, Double> values) {
    double most = values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    double least =
        values.values().stream()
            .mapToDouble(Double::doubleValue)
            .filter(v -> v > 0)
            .min()
            .orElse(1);
    boolean logarithmic = most / least > FAR;
    Svg svg = new Svg(WIDTH, TOP + LINE * values.size() + 10);
    svg.words(10, 20, "start", title + (logarithmic ? " (logarithmic)" : ""));
    int room = WIDTH - NAMES - 90;
    int row = 0;
    for (Map.Entry<String, Double> value : values.entrySet()) {
      double y = TOP + LINE * row;
      double share =
          logarithmic
              ? Math.log10(Math.max(value.getValue(), least) / least * 2)
                  / Math.log10(most / least * 2)
              : Math.max(0, value.getValue()) / most;
      boolean own = value.getKey().startsWith("clockwork");
      svg.words(NAMES - 6, y + 14, "end", value.getKey());
      svg.box(NAMES, y + 2, Math.max(1, room * share), LINE - 6, own ? "#1f6fb4" : "#b8b8b8");
      svg.words(NAMES + room * share + 6, y + 14, "start", Tables.number(value.getValue()));
      row++;
    }
    return svg.toString();
  }
}
