package io.clockwork.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.cluster.ClusterException;
import io.clockwork.cluster.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @AfterEach
  void clear() {
    System.clearProperty("clockwork.test.x");
    System.clearProperty("clockwork.tcp.port");
    System.clearProperty("clockwork.udp.mcast_port");
    System.clearProperty("clockwork.bind_addr");
  }

  private static Settings udp() {
    return new Settings("billing", Clusters.udp());
  }

  @Test
  void substitute_text_fillsInEveryVariable() {
    System.setProperty("clockwork.test.x", "7");
    assertThat(udp().substitute("plain")).isEqualTo("plain");
    assertThat(udp().substitute("${clockwork.test.x}")).isEqualTo("7");
    assertThat(udp().substitute("a${clockwork.test.x:1}b${clockwork.test.none:}c${n:d:e}"))
        .isEqualTo("a7bcd:e");
    assertThat(udp().substitute("${clockwork.test.none,clockwork.test.x:1}")).isEqualTo("7");
  }

  @Test
  void substitute_noValueOrBroken_isRefusedByName() {
    assertThatThrownBy(() -> udp().substitute("${clockwork.test.none}"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("clockwork.test.none");
    assertThatThrownBy(() -> udp().substitute("${clockwork.test.none"))
        .isInstanceOf(ClusterException.class);
  }

  @Test
  void settings_ofUdpOnLoopback_areComputedFromTheName() {
    Group group = Group.of("billing");
    assertThat(udp().substitute("${clockwork.bind_addr:x}")).isEqualTo("127.0.0.1");
    assertThat(udp().substitute("${clockwork.udp.mcast_addr}")).isEqualTo(group.address());
    assertThat(udp().substitute("${clockwork.udp.mcast_port}")).isEqualTo("" + group.port());
    assertThat(udp().substitute("${clockwork.udp.ttl:1}")).isEqualTo("0");
  }

  @Test
  void settings_systemProperty_winsOverComputedAndLosesAgainstExplicit() {
    System.setProperty("clockwork.udp.mcast_port", "20001");
    System.setProperty("clockwork.tcp.port", "1");
    Settings tcp = new Settings("billing", Network.tcp("h:7", "[::1]:8").bind("lo").port(9));
    assertThat(tcp.substitute("${clockwork.udp.mcast_port}")).isEqualTo("20001");
    assertThat(tcp.substitute("${clockwork.tcp.port:2}")).isEqualTo("9");
    assertThat(tcp.substitute("${clockwork.tcp.port_range:10}")).isEqualTo("0");
    assertThat(tcp.substitute("${clockwork.tcp.hosts}")).isEqualTo("h[7],::1[8]");
  }

  @Test
  void hosts_thatNobodyKnows_areNamed() {
    Network network = Network.tcp("127.0.0.1:7", "nohost.invalid:8", "nohost.invalid:9", "[::1]:8");
    assertThat(new Settings("billing", network.bind("lo")).unknownHosts())
        .containsExactly("nohost.invalid");
    assertThat(udp().unknownHosts()).isEmpty();
  }

  @Test
  void settings_bindBySystemProperty_isUsedWhereTheNetworkSaysNothing() {
    System.setProperty("clockwork.bind_addr", "no-such-interface");
    assertThatThrownBy(() -> new Settings("billing", Network.udp()))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no-such-interface");
    assertThat(udp().bind().isLoopbackAddress()).isTrue();
  }
}
