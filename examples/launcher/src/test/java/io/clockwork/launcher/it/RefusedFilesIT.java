package io.clockwork.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedFilesIT {
  @TempDir Path folder;
  private TestCluster cluster;

  @BeforeEach
  void create() {
    cluster = TestCluster.udp(folder);
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void file_withMistakes_isRefusedWithTheirPlaces() {
    // given
    cluster.jobs("jobs:\n  extract:\n    cron: '0 0 2 31 2 ?'\n    rum: ./extract.sh\n");
    // when
    LauncherProcess member = cluster.begin("node-1");
    // then
    assertThat(member.exitCode()).isEqualTo(2);
    assertThat(member.out()).isEmpty();
    assertThat(member.err())
        .contains("jobs.yaml:3:5: jobs.extract.run: is missing")
        .contains("jobs.yaml:3:11: jobs.extract.cron: ")
        .contains("jobs.yaml:4:5: jobs.extract.rum: unknown key; did you mean \"run\"?")
        .doesNotContain("\tat ");
  }

  @Test
  void file_thatIsMissing_isRefused() {
    LauncherProcess member = cluster.begin("node-1");
    assertThat(member.exitCode()).isEqualTo(2);
    assertThat(member.err()).contains("--file jobs.yaml does not exist");
  }

  @Test
  void option_thatIsWrong_isRefused() {
    cluster.jobs("jobs: {}");
    LauncherProcess member = cluster.begin("node 1");
    assertThat(member.exitCode()).isEqualTo(2);
    assertThat(member.err()).contains("node name \"node 1\"").doesNotContain("\tat ");
    LauncherProcess other = cluster.begin("node-1", "--grace", "soon");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("\"soon\" is no duration");
  }
}
