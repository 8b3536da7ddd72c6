package io.clockwork.launcher.file;

/**
 * One mistake in a jobs file.
 *
 * @param line from 1
 * @param column from 1
 * @param key where in the file, such as {@code jobs.extract.cron}; empty for the file as a whole
 * @param message what is wrong and what would be right
 */
record Problem(int line, int column, String key, String message) implements Comparable<Problem> {

  @Override
  public int compareTo(Problem other) {
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** Returns the mistake as compilers print theirs, so that editors can jump there. */
  String in(String file) {
    return file + ":" + line + ":" + column + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}
