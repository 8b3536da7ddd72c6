package io.clockwork.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Samples;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Facts;
import io.clockwork.internal.wire.Frame.News;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodecPropertyTest {

  @Property(tries = 3_000)
  void frame_encodedAndDecoded_isTheSame(@ForAll("frames") Frame frame) throws WireException {
    // when
    byte[] bytes = Codec.encode(frame);

    // then
    assertThat(Codec.decode(bytes)).isEqualTo(frame);
    assertThat(Codec.encode(frame)).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void sizes_summedUp_giveTheFrameLength(@ForAll("slots") List<Slot> slots) {
    // given
    int empty = Codec.encode(new Facts(null, List.of(), true, Digest.EMPTY)).length;
    int sum = slots.stream().mapToInt(Codec::sizeOf).sum();

    // when
    byte[] bytes = Codec.encode(new Facts(null, slots, true, Digest.EMPTY));

    // then
    assertThat(bytes).hasSize(empty + sum);
  }

  @Property(tries = 300)
  void sizes_ofEntries_giveWhatEachAddsToNews(@ForAll("slots") List<Slot> slots) {
    // given
    NodeId origin = new NodeId("n", 1);
    List<Entry> entries = new ArrayList<>(slots.stream().map(Slot::entry).toList());
    entries.addAll(Collections.nCopies(1, new Entry.Farewell(origin)));
    int withoutLast =
        entries.size() == 1
            ? Codec.HEADER + 7 + 2
            : Codec.encode(new News(origin, 1, entries.subList(0, entries.size() - 1))).length;

    // when
    byte[] bytes = Codec.encode(new News(origin, 1, entries));

    // then
    Entry last = entries.get(entries.size() - 1);
    assertThat(bytes).hasSize(withoutLast + Codec.sizeOf(last));
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
