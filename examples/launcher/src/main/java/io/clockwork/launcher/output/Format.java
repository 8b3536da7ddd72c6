package io.clockwork.launcher.output;

/** The forms in which results are printed. */
public enum Format {
  /** Aligned columns and sentences, for people. */
  TABLE,
  /** One JSON object a line, for programs. */
  JSON
}
