package io.clockwork.launcher.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Keeps the last lines of a stream while it is read to its end. Thread-safe. */
final class OutputTail {
  private final int most;
  private final StringBuilder kept = new StringBuilder();
  private boolean cut;

  OutputTail(int most) {
    this.most = most;
  }

  /** Reads until the end, or until the stream is closed. */
  void drain(InputStream stream) {
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      char[] buffer = new char[8_192];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        add(buffer, n);
      }
    } catch (IOException e) {
      // The stream was closed on us, as the command's own children would have held it open.
    }
  }

  private synchronized void add(char[] buffer, int n) {
    kept.append(buffer, 0, n);
    if (kept.length() > most) {
      cut = true;
      kept.delete(0, kept.length() - most);
    }
  }

  /** Returns what is kept: whole lines, unless one alone is too long. */
  synchronized String text() {
    String text = kept.toString();
    if (!cut) {
      return text;
    }
    int newline = text.indexOf('\n');
    if (newline >= 0 && newline < text.length() - 1) {
      return text.substring(newline + 1);
    }
    return Character.isLowSurrogate(text.charAt(0)) ? text.substring(1) : text;
  }
}
