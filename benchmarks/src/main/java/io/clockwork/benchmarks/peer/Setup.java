package io.clockwork.benchmarks.peer;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one process of a benchmark is told.
 *
 * @param peer which scheduler
 * @param index the member's number, from 0; members and above for the administrator's process
 * @param members how many members there are
 * @param cluster a name that no other run uses
 * @param workers how many jobs a member may run at a time
 * @param options what else there is to say: {@code network}, {@code udp} or {@code tcp}; {@code
 *     journal}, {@code off}, {@code ASYNC} or {@code SYNC}; {@code voters}, {@code all} or {@code
 *     none}; {@code place}, the member that all jobs run on; {@code tuned}, {@code true} or {@code
 *     false}; {@code jvm}, arguments for the JVM. The harness adds {@code jdbc}, the database's
 *     URL, and {@code folder}, for the members' files
 */
public record Setup(
    String peer, int index, int members, String cluster, int workers, Map<String, String> options) {
  /** Copies the options. */
  public Setup {
    options = Map.copyOf(options);
  }

  /** Returns the member's stable name. */
  public String name() {
    return name(index);
  }

  /** Returns the name of the member with a number. */
  public static String name(int index) {
    return "m" + index;
  }

  /** Returns whether this is the administrator's process, which runs nothing. */
  public boolean isAdmin() {
    return index >= members;
  }

  /** Returns an option, or what it is by default. */
  public String option(String key, String byDefault) {
    return options.getOrDefault(key, byDefault);
  }

  /** Returns this as arguments of a command line. */
  public String[] toArguments() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(options)
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return new String[] {
      peer,
      Integer.toString(index),
      Integer.toString(members),
      cluster,
      Integer.toString(workers),
      text.toString()
    };
  }

  /** Reads what {@link #toArguments} gave. */
  public static Setup parse(String[] arguments) {
    Map<String, String> options = new TreeMap<>();
    arguments[5]
        .lines()
        .forEach(line -> options.put(line.substring(0, line.indexOf('=')), line.split("=", 2)[1]));
    return new Setup(
        arguments[0],
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        arguments[3],
        Integer.parseInt(arguments[4]),
        options);
  }
}
