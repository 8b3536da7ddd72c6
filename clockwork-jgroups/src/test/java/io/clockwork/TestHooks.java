package io.clockwork;

import java.time.Duration;
import java.util.Set;

/** What tests may do that applications may not. */
public final class TestHooks {
  private TestHooks() {}

  /** Sets how long a member waits to be of use. */
  public static MemberBuilder startTimeout(MemberBuilder builder, Duration timeout) {
    return builder.startTimeout(timeout);
  }

  /** Returns the jobs for which a member's Quartz holds a trigger. */
  public static Set<String> armed(Clockwork member) {
    return member.node().armed();
  }
}
