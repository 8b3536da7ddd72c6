package io.clockwork.cluster;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that are in the cluster now, as far as the group communication knows.
 *
 * <p>A view is an opinion: a node that was cut off or paused still holds its old one. Nothing that
 * must happen only once may rest on a view alone.
 *
 * @param id which view
 * @param nodes everybody in it, members before observers, the coordinator first; all members list
 *     the nodes of one view in the same order; unmodifiable, never empty
 * @param merged whether this view is known to join nodes that were in different views before; a
 *     node that was frozen may also come back in a plain view, and not hear of the one without it
 * @since 0.1
 */
public record View(ViewId id, List<Node> nodes, boolean merged) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the list is empty
   */
  public View {
    Objects.requireNonNull(id, "id");
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("view " + id + " has no nodes");
    }
  }

  /** Returns the first node: a member while there is one. */
  public Node coordinator() {
    return nodes.get(0);
  }

  /** Returns the members, in the order of the view. */
  public List<Node> members() {
    return nodes.stream().filter(Node::isMember).toList();
  }

  /** Returns the node of that identity, or null if it is not in this view. */
  public @Nullable Node find(NodeId id) {
    for (Node node : nodes) {
      if (node.id().equals(id)) {
        return node;
      }
    }
    return null;
  }

  /** Returns whether that very incarnation is in this view. */
  public boolean contains(NodeId id) {
    return find(id) != null;
  }

  /** Returns {@code [creator|number] (size) [names]}. */
  @Override
  public String toString() {
    return "[" + id + "] (" + nodes.size() + ") " + nodes.stream().map(Node::name).toList();
  }
}
