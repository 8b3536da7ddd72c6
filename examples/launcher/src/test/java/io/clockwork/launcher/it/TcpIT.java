package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpIT {
  @TempDir Path folder;
  private TestCluster cluster;

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void nodes_withAListOfAddresses_findOneAnotherWithoutMulticast() throws Exception {
    // given
    int[] ports = freePorts();
    String first = "127.0.0.1:" + ports[0];
    String second = "127.0.0.1:" + ports[1];
    cluster =
        TestCluster.tcp(folder, first, second)
            .jobs("jobs: {pulse: {every: 1s, overlap: allow, run: \"NOTE\"}}");
    // when
    LauncherProcess one = cluster.begin("node-1", "--port", Integer.toString(ports[0]));
    LauncherProcess two = cluster.begin("node-2", "--port", Integer.toString(ports[1]));
    one.awaitErr("member node-1 is up");
    two.awaitErr("member node-2 is up");
    cluster.awaitRuns("pulse", 2);
    // then
    Result members = cluster.client("members", "--output", "json");
    assertThat(members.code()).as(members.err()).isZero();
    assertThat(members.json())
        .extracting(member -> member.get("name"))
        .containsExactlyInAnyOrder("node-1", "node-2");
    String owner = cluster.owner("pulse");
    cluster.member(owner).kill();
    int before = cluster.ran("pulse").size();
    cluster.awaitRuns("pulse", before + 3);
    List<Map<String, Object>> runs = cluster.client("runs", "pulse", "--output", "json").json();
    cluster.leave();
    cluster.assertOnlyLostWith(owner, "pulse", Duration.ofSeconds(1), runs);
  }

  /** Held all at once, or the second could be the first again. */
  private static int[] freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {one.getLocalPort(), two.getLocalPort()};
    }
  }
}
