package io.clockwork.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clockwork.benchmarks.peer.Peers;
import io.clockwork.benchmarks.peer.Setup;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContenderTest {
  @Test
  void parse_withOptions_namedAsWritten() {
    Contender contender = Contender.parse("clockwork network=tcp journal=SYNC");

    assertThat(contender.options()).isEqualTo(Map.of("network", "tcp", "journal", "SYNC"));
    assertThat(contender.name()).isEqualTo("clockwork journal=SYNC network=tcp");
    assertThat(contender.members()).isEqualTo(3);
  }

  @Test
  void parse_noKey_refusedAndNamed() {
    assertThatThrownBy(() -> Contender.parse("clockwork tcp")).hasMessageContaining("\"tcp\"");
  }

  @Test
  void plan_everyRow_knowsItsWorkloadAndItsPeers() {
    Stream.concat(Plan.full().stream(), Plan.smoke().stream())
        .forEach(
            row -> {
              assertThat(new Sizes(false).workload(row.kind(), row.jobs()).name())
                  .startsWith(row.name());
              row.contenders()
                  .forEach(
                      contender ->
                          assertThat(
                                  Peers.create(
                                      new Setup(
                                          contender.peer(), 0, 3, "c", 1, contender.options())))
                              .isNotNull());
              row.refused().keySet().forEach(name -> assertThat(Contender.parse(name)).isNotNull());
            });
  }

  @Test
  void setup_asArguments_theSame() {
    Setup setup = new Setup("clockwork", 1, 3, "c", 10, Map.of("jvm", "-Da=b -Dc", "x", ""));

    assertThat(Setup.parse(setup.toArguments())).isEqualTo(setup);
  }
}
