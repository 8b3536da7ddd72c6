package io.clockwork.launcher.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a client command came to.
 *
 * @param code its exit code
 * @param out its lines on standard output
 * @param err its standard error
 */
record Result(int code, List<String> out, String err) {

  /** Returns the lines as the JSON objects that they must be. */
  List<Map<String, Object>> json() {
    return out.stream().map(Result::object).toList();
  }

  static Map<String, Object> object(String line) {
    try {
      return JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + line, e);
    }
  }
}
