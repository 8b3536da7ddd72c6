package io.clockwork.client;

import io.clockwork.job.JobName;
import io.clockwork.job.RootCause;
import io.clockwork.job.Run;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order to start a job now, whatever its schedule or condition says; its placement holds for
 * orders too. Immutable.
 *
 * @param orderId names this order, see {@link RootCause.ByOrder}: giving the same order twice has
 *     no second effect, so an order whose outcome is unknown can be repeated
 * @param job which job
 * @param member the stable name of the member that is to run it; null for the job's owner
 * @param parameters for the run, at most {@link Run#MAX_PARAMETERS} of up to 10,000 characters
 *     each; unmodifiable
 * @since 0.1
 */
public record StartOrder(
    String orderId, String job, @Nullable String member, Map<String, String> parameters) {

  /** Most characters of all parameters of one order together. */
  public static final int MAX_CHARACTERS = 64_000;

  private static final int MAX_TEXT = 10_000;

  /**
   * Copies the parameters.
   *
   * @throws IllegalArgumentException if the id, the job's name or a parameter is not allowed
   */
  public StartOrder {
    orderId = new RootCause.ByOrder(orderId).orderId();
    JobName.check(job);
    if (parameters.size() > Run.MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          parameters.size() + " parameters are too many; at most " + Run.MAX_PARAMETERS);
    }
    int characters = 0;
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      characters += each.getKey().length() + each.getValue().length();
    }
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "the parameters have "
              + characters
              + " characters; at most "
              + MAX_CHARACTERS
              + " in all, as they go to every member: pass large data by reference");
    }
    parameters.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.length() > MAX_TEXT || value.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                "parameter \"" + key + "\" is empty or longer than " + MAX_TEXT + " characters");
          }
        });
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /**
   * Returns an order with a new random id to start a job on its owner.
   *
   * @param job the job's name
   */
  public static StartOrder of(String job) {
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    return new StartOrder(id, job, null, Map.of());
  }

  /**
   * Returns this order for a certain member.
   *
   * @param name the member's stable name
   */
  public StartOrder on(String name) {
    return new StartOrder(orderId, job, name, parameters);
  }

  /**
   * Returns this order with one more parameter.
   *
   * @param key the parameter's name
   * @param value its value
   */
  public StartOrder with(String key, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(key, value);
    return new StartOrder(orderId, job, member, more);
  }

  /**
   * Returns this order under another id.
   *
   * @param id see {@link #orderId()}
   */
  public StartOrder withId(String id) {
    return new StartOrder(id, job, member, parameters);
  }
}
