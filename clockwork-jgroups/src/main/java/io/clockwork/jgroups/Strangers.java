package io.clockwork.jgroups;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once for each that something joined the group which is no Clockwork node. */
final class Strangers {

  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
  private static final int MAX_REMEMBERED = 1_000;
  private static final Set<Address> SEEN = ConcurrentHashMap.newKeySet();

  private Strangers() {}

  static void warn(Set<Address> strangers) {
    for (Address stranger : strangers) {
      if (SEEN.size() < MAX_REMEMBERED && SEEN.add(stranger)) {
        LOG.warn(
            "{} joined the group but is no Clockwork node of this version; it is left out and its"
                + " messages are ignored. Give Clockwork a cluster name, group and ports of its own",
            stranger);
      }
    }
  }
}
