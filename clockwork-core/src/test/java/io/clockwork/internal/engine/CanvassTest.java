package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.ViewId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes are letters; {@code c} is this member. */
class CanvassTest {
  private static final NodeId ME = node("c", 1);

  private final Canvass canvass =
      new Canvass(
          new Context(
              new Node(ME, Role.MEMBER, Map.of()),
              new FakePorts(),
              new Options(100, 10, Options.CHUNK, Options.TAKEOVER, List.of()),
              (before, after) -> {},
              new Moment(Alone.BEGIN, 0),
              Set.of()));

  private static NodeId node(String name, long incarnation) {
    return new NodeId(name, incarnation);
  }

  private static List<NodeId> nodes(String letters) {
    return Arrays.stream(letters.split("")).map(letter -> node(letter, 1)).toList();
  }

  private static Electorate of(List<NodeId> electors, boolean named) {
    return new Electorate(new ViewId(ME, 1), electors, Electorate.majority(electors.size()), named);
  }

  private List<NodeId> order(String letters) {
    return canvass.order(of(nodes(letters), false), nodes(letters));
  }

  @Test
  void eachMember_asksThoseThatFollowIt() {
    assertThat(order("abcde")).isEqualTo(nodes("deab"));
    assertThat(canvass.enough(of(nodes("abcde"), false), nodes("deab"))).isEqualTo(2);
  }

  @Test
  void memberThatHasNoVote_asksTheFirstOnes() {
    assertThat(order("abd")).isEqualTo(nodes("abd"));
    assertThat(canvass.enough(of(nodes("abd"), false), nodes("abd"))).isEqualTo(2);
  }

  @Test
  void silentVoter_comesLast_untilItIsHeard() {
    canvass.missed(node("d", 1));
    assertThat(order("abcde")).isEqualTo(nodes("eabd"));
    canvass.heard(node("d", 1));
    assertThat(order("abcde")).isEqualTo(nodes("deab"));
  }

  @Test
  void secondLifeOfOneName_hasNoVoteOfItsOwn_andComesLast() {
    // given
    List<NodeId> voters = List.of(node("a", 1), ME, node("d", 1), node("d", 2), node("e", 1));
    Electorate electorate = new Electorate(new ViewId(ME, 1), voters, 3, true);

    // when
    List<NodeId> order = canvass.order(electorate, voters);

    // then
    assertThat(order).containsExactly(node("d", 1), node("e", 1), node("a", 1), node("d", 2));
    assertThat(canvass.enough(electorate, order)).isEqualTo(2);
  }
}
