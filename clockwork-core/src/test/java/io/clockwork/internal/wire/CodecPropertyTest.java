package io.clockwork.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Samples;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodecPropertyTest {

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void frame_encodedAndDecoded_isTheSame(@ForAll("frames") Frame frame) throws WireException {
    // when
    byte[] bytes = Codec.encode(frame);

    // then
    assertThat(Codec.decode(bytes)).isEqualTo(frame);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void sizeOfSlot_always_isWhatItAddsToFacts(@ForAll("slots") List<Slot> slots) {
    // given
    int empty = Codec.encode(new Facts(null, List.of(), true, Digest.EMPTY, Instant.EPOCH)).length;
    int sum = slots.stream().mapToInt(Codec::sizeOf).sum();

    // when
    byte[] bytes = Codec.encode(new Facts(null, slots, true, Digest.EMPTY, Instant.EPOCH));

    // then
    assertThat(bytes).hasSize(empty + sum);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void sizeOfEntry_always_isWhatItAddsToNews(@ForAll("slots") List<Slot> slots) {
    for (Entry entry : slots.stream().map(Slot::entry).toList()) {
      // given
      NodeId origin = new NodeId("n", 1);
      Entry first = new Entry.Farewell(origin);
      int before = Codec.encode(new News(origin, 1, List.of(first))).length;

      // when
      byte[] bytes = Codec.encode(new News(origin, 1, List.of(first, entry)));

      // then
      assertThat(bytes).hasSize(before + Codec.sizeOf(entry));
    }
  }

  @Provide
  Arbitrary<Frame> frames() {
    return FrameSamples.all();
  }

  @Provide
  Arbitrary<List<Slot>> slots() {
    return Samples.slots().list().ofMaxSize(3);
  }
}
