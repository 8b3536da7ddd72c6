package io.clockwork.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.NodeId;
import io.clockwork.cluster.Role;
import io.clockwork.internal.engine.FakePorts.Request;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.wire.Frame;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParcelsTest {
  private static final NodeId ME = new NodeId("me", 1);
  private static final NodeId PEER = new NodeId("peer", 1);

  private final FakePorts ports = new FakePorts();
  private final Context context =
      new Context(
          new Node(ME, Role.MEMBER, Map.of()),
          ports,
          new Options(100, 10, 100, Options.TAKEOVER),
          (before, after) -> {},
          new Moment(Alone.BEGIN, 0),
          Set.of());
  private final Parcels parcels = new Parcels(context, 100);
  private final List<Boolean> outcomes = new ArrayList<>();

  ParcelsTest() {
    for (int i = 0; i < 20; i++) {
      context.write(new CarrierEntry("job" + i, ME, 1, true));
    }
  }

  private Facts sent(@Nullable Frame answer) {
    Request request = ports.take(PEER, Facts.class);
    context.answered(request.token(), answer);
    return (Facts) request.frame();
  }

  @Test
  void parcel_inSmallFrames_carriesItsDigestWithTheLastOnly() {
    // given
    Parcels.Parcel parcel = parcels.pack(Digest.EMPTY);

    // when
    parcels.send(PEER, null, parcel, () -> true, outcomes::add);
    List<Facts> all = new ArrayList<>();
    while (outcomes.isEmpty()) {
      all.add(sent(new Ack(true)));
    }

    // then
    assertThat(all).hasSizeGreaterThan(3);
    assertThat(all.stream().mapToInt(facts -> facts.slots().size()).sum()).isEqualTo(20);
    assertThat(all.subList(0, all.size() - 1))
        .allMatch(facts -> !facts.last() && facts.digest().equals(Digest.EMPTY));
    assertThat(all.get(all.size() - 1).digest()).isEqualTo(context.ledger.digest());
    assertThat(outcomes).containsExactly(true);
  }

  @Test
  void frameThatIsNotAnswered_isSentAgainAFewTimes_andThenTheParcelIsGivenUp() {
    // given
    parcels.send(PEER, null, parcels.pack(Digest.EMPTY), () -> true, outcomes::add);

    // when
    Facts first = sent(null);

    // then
    assertThat(sent(null)).isEqualTo(first);
    assertThat(outcomes).isEmpty();
    sent(null);
    assertThat(outcomes).containsExactly(false);
    assertThat(ports.requests).isEmpty();
  }

  @Test
  void parcelForAPeerThatHasHeardAll_isEmpty() {
    assertThat(parcels.pack(context.ledger.digest()).isEmpty()).isTrue();
  }
}
