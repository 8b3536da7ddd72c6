package io.clockwork.job;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import java.util.Map;
import java.util.Objects;

/**
 * Which members a job may run on. Only a member that carries the job's code is ever considered.
 *
 * @since 0.1
 */
public sealed interface Placement {

  /** Any one member: the default. */
  record AnyMember() implements Placement {
    @Override
    public String toString() {
      return "any";
    }
  }

  /**
   * The member of one name, and no other.
   *
   * @param member the member's stable name
   */
  record NamedMember(String member) implements Placement {
    /**
     * Checks the name's form.
     *
     * @throws IllegalArgumentException if no member can have that name
     */
    public NamedMember {
      member = new NodeId(member, 1).name();
    }

    @Override
    public String toString() {
      return "member " + member;
    }
  }

  /**
   * Any one of the members that have all these labels.
   *
   * @param labels required labels, at least one; unmodifiable
   */
  record Labelled(Map<String, String> labels) implements Placement {
    /**
     * Copies the labels, sorted.
     *
     * @throws IllegalArgumentException if there is none, or no member can have them
     */
    public Labelled {
      if (labels.isEmpty()) {
        throw new IllegalArgumentException(
            "placement: no label given; name at least one, or place the job on any member");
      }
      // Checked as a member's own labels are, so that some member can have them.
      labels = new Node(new NodeId("any", 1), Role.MEMBER, labels).labels();
    }

    @Override
    public String toString() {
      return "labels " + labels;
    }
  }

  /** Every member: each runs the job for itself, and each such run has its own id. */
  record EveryMember() implements Placement {
    @Override
    public String toString() {
      return "every member";
    }
  }

  /** Returns the placement on any one member. */
  static Placement any() {
    return new AnyMember();
  }

  /**
   * Returns the placement on one named member.
   *
   * @param name the member's stable name
   */
  static Placement member(String name) {
    return new NamedMember(name);
  }

  /**
   * Returns the placement on any one member with a label.
   *
   * @param key the label's key
   * @param value the label's value
   */
  static Placement label(String key, String value) {
    return new Labelled(Map.of(key, value));
  }

  /**
   * Returns the placement on any one member with all these labels.
   *
   * @param labels required labels, at least one
   */
  static Placement labels(Map<String, String> labels) {
    return new Labelled(labels);
  }

  /** Returns the placement on every member. */
  static Placement every() {
    return new EveryMember();
  }

  /**
   * Returns whether a member may run a job of this placement.
   *
   * @param node a member or observer; observers never may
   */
  default boolean allows(Node node) {
    Objects.requireNonNull(node, "node");
    if (!node.isMember()) {
      return false;
    }
    if (this instanceof NamedMember named) {
      return named.member().equals(node.name());
    }
    if (this instanceof Labelled labelled) {
      return node.labels().entrySet().containsAll(labelled.labels().entrySet());
    }
    return true;
  }
}
