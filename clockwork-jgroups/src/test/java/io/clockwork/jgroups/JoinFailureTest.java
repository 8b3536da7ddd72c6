package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.cluster.Cluster;
import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.ClusterProvider;
import io.clockwork.cluster.Network;
import io.clockwork.cluster.Recorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said, and nothing is left running. */
class JoinFailureTest {

  private final String name = "failure-" + UUID.randomUUID();

  private AbstractThrowableAssert<?, ? extends Throwable> assertJoinFails(Network network) {
    Cluster cluster = Clusters.connection(name, Clusters.member("failing"), network);
    AbstractThrowableAssert<?, ? extends Throwable> assertion =
        assertThatThrownBy(() -> cluster.join(new Recorder())).isInstanceOf(ClusterException.class);
    assertThat(cluster.multicast(new byte[1])).isFalse();
    assertThatThrownBy(() -> cluster.join(new Recorder())).isInstanceOf(ClusterException.class);
    cluster.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("failing"));
    return assertion;
  }

  private Network stack(Path directory, String xml) throws IOException {
    Path file = directory.resolve("stack.xml");
    Files.writeString(file, xml);
    return Network.stack(file.toString());
  }

  @Test
  void provider_always_isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(ClusterProvider.class))
        .hasAtLeastOneElementOfType(JGroupsProvider.class);
    assertThat(System.getProperty("jgroups.deserialization.filter")).isEqualTo("!*");
  }

  @Test
  void create_badClusterName_isRefused() {
    for (String bad : new String[] {"", " ", "x".repeat(101), "a\nb", "é"}) {
      assertThatThrownBy(() -> Clusters.connection(bad, Clusters.member("a"), Clusters.udp()))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("cluster name");
    }
  }

  @Test
  void join_unknownInterfaceOrAddress_namesTheAvailable() {
    assertJoinFails(Network.udp().bind("eth99"))
        .hasMessageContaining("\"eth99\"")
        .hasMessageContaining("available are")
        .hasMessageContaining("127.0.0.1");
    assertJoinFails(Network.udp().bind("203.0.113.77")).hasMessageContaining("203.0.113.77");
  }

  @Test
  void join_portInUse_saysSo() throws Exception {
    int port = Clusters.freePort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      assertJoinFails(Network.tcp("127.0.0.1:" + port).bind("127.0.0.1").port(port))
          .hasMessageContaining("in use")
          .hasMessageContaining("" + port);
    }
  }

  @Test
  void join_stackMissing_saysWhereItLooked() {
    assertJoinFails(Network.stack("no-such-stack.xml"))
        .hasMessageContaining("no-such-stack.xml")
        .hasMessageContaining("class path");
  }

  @Test
  void join_stackNotWellFormed_givesTheLine(@TempDir Path directory) throws Exception {
    assertJoinFails(stack(directory, "<config>\n  <UDP\n</config>"))
        .hasMessageContaining("stack.xml")
        .hasMessageContaining("[3,");
  }

  @Test
  void join_stackWithUnknownProtocolOrAttribute_namesIt(@TempDir Path directory) throws Exception {
    assertJoinFails(stack(directory, "<config><NO_SUCH/></config>"))
        .hasMessageContaining("NO_SUCH");
    assertJoinFails(
            stack(
                directory,
                "<config><io.clockwork.jgroups.HardenedUdp no_such=\"1\"/><PING/>"
                    + "<pbcast.NAKACK2/><UNICAST3/><pbcast.STABLE/><pbcast.GMS/><FRAG2/></config>"))
        .hasMessageContaining("no_such");
    assertJoinFails(
            stack(
                directory,
                "<config><io.clockwork.jgroups.HardenedUdp ip_ttl=\"${x.y}\"/></config>"))
        .hasMessageContaining("x.y");
  }

  @Test
  void join_stackWithoutMembershipOrFragments_saysWhatToAdd(@TempDir Path directory)
      throws Exception {
    String transport =
        "<io.clockwork.jgroups.HardenedUdp bind_addr=\"127.0.0.1\" mcast_addr=\"239.195.1.1\""
            + " mcast_port=\"20001\" diag.enabled=\"false\"/>";
    assertJoinFails(stack(directory, "<config>" + transport + "</config>"))
        .hasMessageContaining("<pbcast.GMS/>");
    assertJoinFails(
            stack(
                directory,
                "<config>"
                    + transport
                    + "<PING/><pbcast.NAKACK2/><UNICAST3/><pbcast.STABLE/><pbcast.GMS/></config>"))
        .hasMessageContaining("<FRAG2/>");
  }

  @Test
  void join_ownStackWithOurVariables_works(@TempDir Path directory) throws Exception {
    // given: what the documentation recommends, a copy of ours with a change
    String ours;
    try (var in = getClass().getResourceAsStream("/clockwork-udp.xml")) {
      ours = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Network network = stack(directory, ours.replace("frag_size=\"60K\"", "frag_size=\"50K\""));
    try (Cluster cluster =
        Clusters.connection(name, Clusters.member("a"), network.bind("127.0.0.1"))) {
      // when
      cluster.join(new Recorder());
      // then
      assertThat(cluster.describe()).contains(Group.of(name).address());
    }
  }
}
