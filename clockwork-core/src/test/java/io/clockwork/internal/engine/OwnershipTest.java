package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.cluster.View;
import io.clockwork.cluster.ViewId;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.job.JobDefinition;
import io.clockwork.job.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final int JOBS = 300;

  private static List<Node> members(int count, long incarnation) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Node(new NodeId("m" + i, incarnation), Role.MEMBER, Map.of()))
        .toList();
  }

  private static Context context(List<Node> members) {
    Node self = members.get(0);
    Context context =
        new Context(
            self,
            new FakePorts(),
            new Options(100, 10, Options.CHUNK, Options.TAKEOVER),
            (before, after) -> {},
            new Moment(Alone.BEGIN, 0),
            Set.of());
    context.view(new View(new ViewId(self.id(), 1), members, false));
    return context;
  }

  private static Map<String, @Nullable String> owners(List<Node> members) {
    Context context = context(members);
    Ownership ownership =
        new Ownership(context, new Clocks(context, Options.MAX_CLOCK_SKEW, () -> {}));
    Map<String, @Nullable String> owners = new TreeMap<>();
    for (int i = 0; i < JOBS; i++) {
      JobDefinition job = Alone.job("job" + i, Schedule.none());
      long seq = 1L + i;
      for (Node node : members) {
        context.ledger.merge(
            new Slot(node.id(), seq, new CarrierEntry(job.name(), node.id(), 1, true)));
      }
      Node owner = ownership.owner(job);
      owners.put(job.name(), owner == null ? null : owner.name());
    }
    return owners;
  }

  @Property(tries = 10)
  void jobs_areSpreadOverTheMembers(@ForAll @IntRange(min = 2, max = 10) int count) {
    // when
    Map<String, @Nullable String> owners = owners(members(count, 1));

    // then: within five standard deviations of a fair share
    double share = (double) JOBS / count;
    for (Node node : members(count, 1)) {
      long owned = owners.values().stream().filter(node.name()::equals).count();
      assertThat((double) owned)
          .isBetween(share - 5 * Math.sqrt(share), share + 5 * Math.sqrt(share));
    }
  }

  @Property(tries = 10)
  void memberThatComesOrGoes_movesOnlyItsOwnShare(@ForAll @IntRange(min = 2, max = 10) int count) {
    // when
    Map<String, @Nullable String> before = owners(members(count, 1));
    Map<String, @Nullable String> after = owners(members(count + 1, 1));

    // then
    String newcomer = "m" + count;
    after.forEach(
        (job, owner) ->
            assertThat(Objects.equals(owner, newcomer) || Objects.equals(owner, before.get(job)))
                .as("%s went from %s to %s", job, before.get(job), owner)
                .isTrue());
  }

  @Test
  void restartedMembers_ownWhatTheyOwned() {
    assertThat(owners(members(5, 1))).isEqualTo(owners(members(5, 77)));
  }

  @Test
  void twoLivesOfOneName_theOlderOneTakesPartAlone() {
    // given
    List<Node> members = new ArrayList<>(members(1, 5));
    members.addAll(members(1, 3));
    Context context = context(members);
    JobDefinition job = Alone.job("job", Schedule.none());
    members.forEach(
        node ->
            context.ledger.merge(
                new Slot(node.id(), 1, new CarrierEntry(job.name(), node.id(), 1, true))));

    // then
    assertThat(
            new Ownership(context, new Clocks(context, Options.MAX_CLOCK_SKEW, () -> {}))
                .eligible(job))
        .containsExactly(members.get(1));
  }

  @Test
  void memberThatSaidFarewell_andOneThatDoesNotCarryTheJob_ownNothing() {
    // given
    List<Node> members = members(3, 1);
    Context context = context(members);
    JobDefinition job = Alone.job("job", Schedule.none());
    for (Node node : members.subList(0, 2)) {
      context.ledger.merge(
          new Slot(node.id(), 1, new CarrierEntry(job.name(), node.id(), 1, true)));
    }
    context.ledger.merge(new Slot(members.get(0).id(), 2, new Farewell(members.get(0).id())));

    // then
    assertThat(
            new Ownership(context, new Clocks(context, Options.MAX_CLOCK_SKEW, () -> {}))
                .eligible(job))
        .containsExactly(members.get(1));
  }
}
