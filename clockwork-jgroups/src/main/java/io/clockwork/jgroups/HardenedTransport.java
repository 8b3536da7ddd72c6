package io.clockwork.jgroups;

import org.jgroups.PhysicalAddress;
import org.jspecify.annotations.Nullable;

/** Marks the transports that admit no serialized objects; those of all others are refused. */
interface HardenedTransport {

  /** Returns what was refused since the transport was made. */
  Refusals refusals();

  /** Returns address and port, or null while there is no socket. */
  @Nullable PhysicalAddress boundTo();
}
