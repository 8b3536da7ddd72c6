package io.clockwork.cluster.sim;

/** Who is in whose view. */
interface Views {
  /** A node begins to join. */
  void join(SimCluster node);

  /** A node has said good-bye and is not there any more. */
  void leave(SimCluster node);

  /** A node's process is gone, and its sockets are closed. */
  void crashed(SimCluster node);

  /** A node's process stands still, or goes on. */
  void awake(SimCluster node, boolean awake);

  /** Other packets flow than before. */
  void linksChanged();
}
