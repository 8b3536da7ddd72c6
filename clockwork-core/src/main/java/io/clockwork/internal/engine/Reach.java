package io.clockwork.internal.engine;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.wire.Frame.Withdrawal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether enough voters answer for a claim to be won. Once too few did, they are asked again and
 * again for nothing, which takes no votes, until enough answer.
 */
final class Reach {
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final Context context;
  private final Duration timeout;
  private boolean lost;
  private Timers.@Nullable Timer next;

  /**
   * Creates it; enough voters answer.
   *
   * @param timeout an answer that takes longer does not count
   */
  Reach(Context context, Duration timeout) {
    this.context = context;
    this.timeout = timeout;
  }

  /**
   * Returns how many voters must answer, this one included. Unnamed ones are those of a view, which
   * will change if some of them are gone: then it only counts that there is somebody else.
   */
  int enough(Electorate electorate) {
    return context.quorum.isFixed() ? electorate.majority() : 2;
  }

  boolean isLost() {
    return lost;
  }

  /** Too few answered. */
  void lose(Electorate electorate) {
    if (!lost) {
      lost = true;
      if (next != null) {
        next.cancel();
      }
      ask(electorate);
    }
  }

  /** Nothing is known of other voters. */
  void reset() {
    lost = false;
  }

  private void ask(Electorate electorate) {
    Set<Object> heard = new HashSet<>(4);
    if (electorate.electors().contains(context.me())) {
      heard.add(electorate.seat(context.me()));
    }
    Withdrawal nothing = new Withdrawal(electorate.id(), List.of());
    for (NodeId voter : context.voters(electorate)) {
      if (!voter.equals(context.me())) {
        context.ask(
            voter,
            nothing,
            timeout,
            frame -> {
              if (frame != null) {
                heard.add(electorate.seat(voter));
                lost &= heard.size() < enough(electorate);
              }
            });
      }
    }
    next = context.after(PERIOD, this::askAgain);
  }

  private void askAgain() {
    Electorate electorate = context.electorate();
    lost &= electorate != null;
    if (electorate != null && lost) {
      ask(electorate);
    }
  }
}
