package io.clockwork.cluster;

/**
 * What a node is in the cluster.
 *
 * @since 0.1
 */
public enum Role {
  /** Carries jobs, may own and run them, and votes on claims. */
  MEMBER,

  /** Sees everything and gives orders; owns nothing, never votes, is never asked for anything. */
  OBSERVER
}
