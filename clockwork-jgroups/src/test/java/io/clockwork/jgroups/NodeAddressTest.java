package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.clockwork.cluster.Node;
import io.clockwork.cluster.Role;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jgroups.Address;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.ExtendedUUID;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;

class NodeAddressTest {

  private static Address overTheWire(Address address) throws Exception {
    ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
    Util.writeAddress(address, out);
    ByteArray bytes = out.getBuffer();
    return Util.readAddress(
        new ByteArrayDataInputStream(bytes.array(), bytes.offset(), bytes.length()));
  }

  @Test
  void address_overTheWire_describesTheSameNode() throws Exception {
    // given
    Node plain = Clusters.member("a");
    Node full = Clusters.node("node-1.b_c", Role.OBSERVER, Map.of("zone", "eu", "empty", ""));
    // then
    assertThat(NodeAddress.parse(overTheWire(NodeAddress.of(plain)))).isEqualTo(plain);
    assertThat(NodeAddress.parse(overTheWire(NodeAddress.of(full)))).isEqualTo(full);
  }

  @Test
  void address_ofTheLargestNode_survivesInSevenHundredBytes() throws Exception {
    // given
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < Node.MAX_LABELS; i++) {
      labels.put("label-" + (char) ('a' + i), "x".repeat(25));
    }
    Node node = Clusters.node("n".repeat(64), Role.MEMBER, labels);
    // when
    ExtendedUUID address = NodeAddress.of(node);
    // then
    assertThat(NodeAddress.parse(overTheWire(address))).isEqualTo(node);
    assertThat(address.serializedSize()).isLessThan(700);
  }

  @Test
  void address_ofASmallNode_costsFiftyBytes() {
    Node node = Clusters.node("node-1", Role.MEMBER, Map.of("zone", "eu"));
    assertThat(NodeAddress.of(node).serializedSize()).isLessThan(50);
  }

  @Test
  void address_printed_isTheNodesIdAndNotItsBytes() {
    Node node = Clusters.member("a");
    assertThat(NodeAddress.of(node)).hasToString(node.id().toString());
  }

  @Test
  void parse_foreignAddress_isNull() {
    assertThat(NodeAddress.parse(null)).isNull();
    assertThat(NodeAddress.parse(UUID.randomUUID())).isNull();
    assertThat(NodeAddress.parse(ExtendedUUID.randomUUID())).isNull();
    assertThat(NodeAddress.parse(ExtendedUUID.randomUUID().put("role", new byte[] {1}))).isNull();
  }

  @Test
  void parse_mutatedAddress_isANodeOrNull() {
    // given
    byte[] good =
        NodeAddress.of(Clusters.node("node-1", Role.MEMBER, Map.of("zone", "eu", "disk", "ssd")))
            .get(new byte[] {0});
    Random random = new Random(1);
    for (int seed = 0; seed < 20_000; seed++) {
      // when
      byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 5));
      for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      ExtendedUUID address = ExtendedUUID.randomUUID().put(new byte[] {0}, bad);
      // then
      Node node = NodeAddress.parse(address);
      assertThat(node == null || !node.name().isEmpty()).isTrue();
    }
  }

  @Test
  void parse_laterFieldsBehindTheLabels_areIgnored() {
    // given
    Node node = Clusters.member("a");
    byte[] form = NodeAddress.of(node).get(new byte[] {0});
    byte[] longer = java.util.Arrays.copyOf(form, form.length + 10);
    // then
    ExtendedUUID address = ExtendedUUID.randomUUID().put(new byte[] {0}, longer);
    assertThat(NodeAddress.parse(address)).isEqualTo(node);
  }
}
