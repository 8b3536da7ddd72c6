package io.clockwork.internal.wire;

import static io.clockwork.internal.wire.Bombs.cat;
import static io.clockwork.internal.wire.Bombs.message;
import static io.clockwork.internal.wire.Bombs.number;
import static io.clockwork.internal.wire.Bombs.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.NodeId;
import io.clockwork.internal.ledger.Digest;
import io.clockwork.internal.ledger.Digest.Range;
import io.clockwork.internal.ledger.Entry;
import io.clockwork.internal.ledger.Entry.CarrierEntry;
import io.clockwork.internal.ledger.Entry.Farewell;
import io.clockwork.internal.ledger.Slot;
import io.clockwork.internal.wire.Frame.Ack;
import io.clockwork.internal.wire.Frame.Exchange;
import io.clockwork.internal.wire.Frame.News;
import io.clockwork.internal.wire.Frame.StartOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final NodeId NODE = new NodeId("n", 1);
  private static final byte[] NODE_BYTES = cat(text(1, "n"), number(2, 1));

  @Test
  void unknownFields_atTheEndOfAFrame_areSkipped() throws WireException {
    // given
    byte[] unknown =
        cat(number(900, Long.MAX_VALUE), message(901, new byte[300]), message(901, new byte[1]));

    for (Frame frame : Golden.frames().values()) {
      // when
      byte[] bytes = Mutants.withLength(cat(Codec.encode(frame), unknown));

      // then
      assertThat(Codec.decode(bytes)).isEqualTo(frame);
    }
  }

  @Test
  void unknownFields_inANodeOfADigest_areSkipped() throws WireException {
    // given
    byte[] heard = cat(message(1, cat(NODE_BYTES, number(3, 5))), number(2, 7), number(4, 5));

    // when
    Frame frame =
        Codec.decode(frame(9, cat(message(1, message(1, heard)), message(2, number(1, 0)))));

    // then
    assertThat(frame).isEqualTo(new Exchange(new Digest(Map.of(NODE, 7L)), Instant.EPOCH));
  }

  @Test
  void unknownFields_inAnEntry_refuseTheFrame() {
    // given
    byte[] farewell = message(4, cat(NODE_BYTES, number(3, 5)));

    // when
    WireException refusal = refusal(frame(1, news(farewell)));

    // then
    assertThat(refusal.kind()).isEqualTo(WireException.Kind.UNKNOWN_KIND);
    assertThat(refusal).hasMessage("News: unknown field 3 in what is to be kept");
  }

  @Test
  void unknownEntryKind_refusesTheFrame() {
    // when
    WireException refusal = refusal(frame(1, news(message(6, new byte[0]))));

    // then
    assertThat(refusal.kind()).isEqualTo(WireException.Kind.UNKNOWN_KIND);
    assertThat(refusal).hasMessage("News: entry of the unknown kind 6");
  }

  @Test
  void unknownConstant_refusesTheFrame() {
    // when
    WireException refusal = refusal(frame(11, cat(number(1, 5), text(3, ""))));

    // then
    assertThat(refusal.kind()).isEqualTo(WireException.Kind.UNKNOWN_KIND);
    assertThat(refusal).hasMessage("OrderAnswer: unknown Kind 5");
  }

  @Test
  void unknownVersion_isToldApart() {
    // given
    byte[] bytes = Codec.encode(new Ack(true));
    bytes[2] = 2;

    // when
    WireException refusal = refusal(bytes);

    // then
    assertThat(refusal.kind()).isEqualTo(WireException.Kind.UNKNOWN_VERSION);
    assertThat(refusal).hasMessage("unknown version 2 of the wire format; this node speaks 1");
  }

  @Test
  void unknownType_isToldApart() {
    assertThat(refusal(frame(63, new byte[0])).kind()).isEqualTo(WireException.Kind.UNKNOWN_KIND);
    assertThat(refusal(frame(0, new byte[0])).kind()).isEqualTo(WireException.Kind.UNKNOWN_KIND);
  }

  @Test
  void strangersBytes_areToldApart() {
    // given
    byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    // then
    assertThat(refusal(request).kind()).isEqualTo(WireException.Kind.FOREIGN);
    assertThat(refusal(new byte[0]).kind()).isEqualTo(WireException.Kind.FOREIGN);
  }

  @Test
  void trailingBytes_areRefused() {
    byte[] bytes = cat(Codec.encode(new Ack(true)), new byte[1]);
    assertThat(refusal(bytes).kind()).isEqualTo(WireException.Kind.MALFORMED);
  }

  @Test
  void fields_missingTwiceOrOutOfOrder_areRefused() {
    assertMalformed(12, new byte[0], "Ack: field 1 is missing, at byte 8");
    assertMalformed(12, cat(number(1, 1), number(1, 1)), "Ack: field 1 comes twice or too late");
    assertMalformed(
        2,
        cat(message(2, new byte[0]), message(1, new byte[0])),
        "ClaimRequest: field 1 is missing");
  }

  @Test
  void values_outOfRange_areRefused() {
    byte[] node = message(1, NODE_BYTES);
    assertMalformed(12, number(1, 2), "Ack: field 1 is 2 and not 0 or 1");
    assertMalformed(12, message(1, new byte[0]), "Ack: field 1 has the wire type 2");
    byte[] backwards = message(3, cat(number(1, 9), number(2, 8)));
    assertMalformed(
        9,
        message(1, message(1, cat(node, number(2, 0), backwards))),
        "writes 9 to 8 are no range");
    assertMalformed(9, message(1, message(1, cat(node, number(2, -1)))), "field 2 has 64 bits");
    assertMalformed(9, message(1, message(1, cat(node, number(2, 1L << 62 | 1)))), "beyond");
    byte[] twice = message(1, cat(node, number(2, 1)));
    assertMalformed(9, message(1, cat(twice, twice)), "a digest has n~1 twice");
    byte[] overlong = {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2};
    assertMalformed(12, overlong, "a number has more than 64 bits");
  }

  @Test
  void texts_malformedOrTooLong_areRefused() {
    byte[] latin1 = message(1, new byte[] {(byte) 0xE4});
    assertMalformed(10, latin1, "StartOrder: field 1 is not UTF-8");
    byte[] halfPair = message(1, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
    assertMalformed(10, halfPair, "StartOrder: field 1 is not UTF-8");
    assertMalformed(10, text(1, "x".repeat(65)), "field 1 is longer than 64 characters");
    assertMalformed(10, text(1, "a\nb"), "StartOrder: order id \"a?b\" is not allowed");
  }

  @Test
  void frame_beyondTheLimit_cannotBeEncoded() {
    // given
    Entry entry = new CarrierEntry("j".repeat(100), NODE, 1, true);

    // then
    News justFits = new News(NODE, 1, Collections.nCopies(30_000, entry));
    assertThat(Codec.encode(justFits)).hasSizeLessThan(Cluster.MAX_FRAME);
    News tooLong = new News(NODE, 1, Collections.nCopies(40_000, entry));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codec.encode(tooLong))
        .withMessageContaining(String.valueOf(Cluster.MAX_FRAME));
  }

  @Test
  void whatNobodyReads_cannotBeEncoded() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i <= Limits.MAP; i++) {
      many.put("key" + i, "");
    }
    assertRefused(new StartOrder("1", "j", "n", many), "has 65 entries; 64 can be sent");
    assertRefused(
        new StartOrder("1", "j", "n", Map.of("k", "x".repeat(10_001))), "10001 characters");
    assertRefused(new StartOrder("1", "no name", "n", Map.of()), "no name");
    assertRefused(new News(NODE, 1, List.of()), "without entries");
    assertRefused(new News(NODE, 0, List.of(new Farewell(NODE))), "is 0; 1 to 2^62");
  }

  @Test
  void news_withWritesLeftOut_numbersTheOthersAroundThem() throws WireException {
    // given
    Farewell farewell = new Farewell(NODE);
    List<Entry> three = List.of(farewell, farewell, farewell);
    News news = new News(NODE, 5, three, List.of(new Range(5, 6), new Range(8, 8)));

    // when
    News decoded = (News) Codec.decode(Codec.encode(news));

    // then
    assertThat(decoded.slots()).extracting(Slot::seq).containsExactly(7L, 9L, 10L);
  }

  @Test
  void news_withWritesLeftOutThatNothingFollows_areRefused() {
    List<Entry> two = List.of(new Farewell(NODE), new Farewell(NODE));
    for (List<Range> leftOut :
        List.of(
            List.of(new Range(4, 4)), // before the first
            List.of(new Range(7, 7)), // behind the last
            List.of(new Range(6, 6), new Range(6, 6)), // twice
            List.of(new Range(6, 6), new Range(5, 5)), // not in order
            List.of(new Range(6, 1L << 60)))) {
      // when written
      assertRefused(new News(NODE, 5, two, leftOut), "left out");

      // when read
      List<byte[]> parts = new ArrayList<>(List.of(message(1, NODE_BYTES), number(2, 5)));
      two.forEach(any -> parts.add(message(3, message(4, NODE_BYTES))));
      leftOut.forEach(
          range -> parts.add(message(4, cat(number(1, range.first()), number(2, range.last())))));
      assertMalformed(1, cat(parts.toArray(byte[][]::new)), "left out");
    }
  }

  @Test
  void halfSurrogatePairs_encoded_becomeQuestionMarks() throws WireException {
    // given
    StartOrder order = new StartOrder("1", "j", "n", Map.of("k", "a\uD83D"));

    // when
    Frame decoded = Codec.decode(Codec.encode(order));

    // then
    assertThat(decoded).isEqualTo(new StartOrder("1", "j", "n", Map.of("k", "a?")));
  }

  private static void assertRefused(Frame frame, String message) {
    assertThatThrownBy(() -> Codec.encode(frame))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void assertMalformed(int type, byte[] body, String message) {
    WireException refusal = refusal(frame(type, body));
    assertThat(refusal).hasMessageContaining(message);
    assertThat(refusal.kind()).isEqualTo(WireException.Kind.MALFORMED);
  }

  private static byte[] news(byte[] entry) {
    return cat(message(1, NODE_BYTES), number(2, 1), message(3, entry));
  }

  private static byte[] frame(int type, byte[] body) {
    return Mutants.withLength(
        cat(new byte[] {'C', 'W', Codec.VERSION, (byte) type, 0, 0, 0, 0}, body));
  }

  private static WireException refusal(byte[] bytes) {
    return catchThrowableOfType(WireException.class, () -> Codec.decode(bytes));
  }
}
