package io.clockwork.internal.ledger;

import io.clockwork.cluster.NodeId;

/**
 * A fact and the one write that brought it: the origin's {@code seq}-th.
 *
 * @param origin who wrote it
 * @param seq its number among all that the origin wrote, from 1
 * @param entry the fact
 */
public record Slot(NodeId origin, long seq, Entry entry) {}
