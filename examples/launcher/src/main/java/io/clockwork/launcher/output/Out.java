package io.clockwork.launcher.output;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Prints results, and nothing else, to standard output. Each line is flushed. Thread-safe. */
public final class Out {
  private final PrintStream stream;
  private final Format format;
  private final Words words;

  /**
   * Creates the printer.
   *
   * @param stream where to
   * @param format in which form
   * @param zone of the times that people read
   */
  public Out(PrintStream stream, Format format, ZoneId zone) {
    this.stream = stream;
    this.format = format;
    this.words = new Words(zone);
  }

  /** Returns whether programs read this. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Returns what puts values into words. */
  public Words words() {
    return words;
  }

  /**
   * Prints one object on one line.
   *
   * @param object a JSON object's fields, in order; nulls are printed
   * @throws BrokenPipeException if nobody reads
   */
  public void json(Map<String, ?> object) {
    line(Json.line(object));
  }

  /**
   * Prints a line, or several.
   *
   * @param text without control characters but line breaks and tabs, as {@link Words} gives it
   * @throws BrokenPipeException if nobody reads
   */
  public synchronized void line(String text) {
    stream.print(text + System.lineSeparator());
    stream.flush();
    if (stream.checkError()) {
      throw new BrokenPipeException();
    }
  }

  /**
   * Prints aligned columns.
   *
   * @param header the columns' names
   * @param rows as many cells each
   * @throws BrokenPipeException if nobody reads
   */
  public void table(List<String> header, List<List<String>> rows) {
    Table.lines(header, rows).forEach(this::line);
  }
}
