package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.LongMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.UDP;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.SeqnoList;
import org.junit.jupiter.api.Test;

class StrictReaderTest {

  private static final String CLUSTER = "strict";
  private static final int VERSION_AND_FLAGS = 3;

  private final Address sender = NodeAddress.of(Clusters.member("a"));

  private static ByteArrayDataInputStream body(byte[] datagram) {
    return new ByteArrayDataInputStream(
        datagram, VERSION_AND_FLAGS, datagram.length - VERSION_AND_FLAGS);
  }

  private Message throughTheReader(Message message) throws Exception {
    return StrictReader.message(body(Attack.datagram(CLUSTER, sender, message)));
  }

  @Test
  void message_ofEveryKindThatTheStacksSend_isReadAsWritten() throws Exception {
    // bytes
    Message bytes = throughTheReader(new BytesMessage(sender, new byte[] {1, 2, 3}));
    assertThat(bytes.getArray()).containsExactly(1, 2, 3);
    assertThat(bytes.getSrc()).isEqualTo(sender);
    assertThat(bytes.getDest()).isEqualTo(sender);
    Object header = bytes.getHeader(ClassConfigurator.getProtocolId(UDP.class));
    assertThat(header).isNotNull();
    // none, a number, a request for retransmission
    assertThat(throughTheReader(new EmptyMessage(null)).hasPayload()).isFalse();
    assertThat(((LongMessage) throughTheReader(new LongMessage(null, 77))).getValue())
        .isEqualTo(77);
    SeqnoList missing = new SeqnoList(100, 5).add(7).add(50);
    Object read = throughTheReader(new ObjectMessage(null, missing)).getObject();
    assertThat(read).hasToString(missing.toString());
    // flags
    Message oob = throughTheReader(new BytesMessage(null, new byte[1]).setFlag(Message.Flag.OOB));
    assertThat(oob.isFlagSet(Message.Flag.OOB)).isTrue();
  }

  @Test
  void batch_ofRegularAndOutOfBandMessages_isReadAsWritten() throws Exception {
    // given
    byte[] datagram = Attack.batch(CLUSTER, sender, new BytesMessage(null, new byte[] {9}));
    // when
    StrictReader.Batches batches = StrictReader.batch(body(datagram), true);
    // then
    assertThat(batches.oob()).isNull();
    assertThat(batches.regular().size()).isEqualTo(1);
    assertThat(batches.regular().sender()).isEqualTo(sender);
    assertThat(batches.regular().first().getArray()).containsExactly(9);
    assertThat(batches.regular().clusterName()).hasToString(CLUSTER);
  }

  @Test
  void attacks_allKnown_areRefusedBeforeTheyRun() throws Exception {
    List<Attack> attacks = Attack.all(CLUSTER, sender);
    Attack.RAN.set(0);
    for (Attack attack : attacks) {
      assertThatThrownBy(() -> StrictReader.message(body(attack.datagram())))
          .as(attack.name())
          .isInstanceOf(Refused.class);
    }
    assertThat(Attack.RAN).hasValue(0);
  }

  @Test
  void fragment_withImpossibleNumbers_isRefused() throws Exception {
    short id = ClassConfigurator.getProtocolId(FRAG2.class);
    int[][] impossible = {{0, 0}, {0, -1}, {-1, 5}, {5, 5}, {0, 1_000_000_000}};
    for (int[] numbers : impossible) {
      FragHeader header = new FragHeader(1, numbers[0], numbers[1]);
      Message message = new BytesMessage(null, new byte[1]).putHeader(id, header);
      assertThatThrownBy(() -> throughTheReader(message)).isInstanceOf(Refused.class);
    }
    Message good = new BytesMessage(null, new byte[1]).putHeader(id, new FragHeader(1, 4, 5));
    assertThat(throughTheReader(good).getLength()).isEqualTo(1);
  }

  @Test
  void mutants_aMillionBytesOfThem_runNothingAndTakeNoMemory() throws Exception {
    // given
    List<Attack> attacks = Attack.all(CLUSTER, sender);
    Attack.RAN.set(0);
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      // when
      byte[] mutant = attacks.get(random.nextInt(attacks.size())).datagram().clone();
      for (int flips = random.nextInt(6) + 1; flips > 0; flips--) {
        int at = VERSION_AND_FLAGS + random.nextInt(mutant.length - VERSION_AND_FLAGS);
        mutant[at] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(4));
      }
      try {
        if (random.nextBoolean()) {
          StrictReader.message(body(mutant));
        } else {
          StrictReader.batch(body(mutant), true);
        }
      } catch (IOException | ClassNotFoundException | RuntimeException e) {
        // Refused: fine. An Error would fail the test.
      }
    }
    // then
    assertThat(Attack.RAN).hasValue(0);
  }
}
