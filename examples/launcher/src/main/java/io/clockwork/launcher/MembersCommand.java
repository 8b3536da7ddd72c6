package io.clockwork.launcher;

import io.clockwork.client.ClockworkClient;
import io.clockwork.cluster.Node;
import io.clockwork.launcher.output.Details;
import io.clockwork.launcher.output.Fields;
import io.clockwork.launcher.output.Out;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists who is there. */
@Command(name = "members", description = "List the members of the cluster, the coordinator first.")
final class MembersCommand extends ClientCommand {
  @Option(names = "--observers", description = "List observers too, this client among them.")
  private boolean observers;

  @Override
  int run(ClockworkClient client, Out out) {
    List<Node> nodes = client.nodes();
    Node coordinator = nodes.get(0);
    List<Node> shown = nodes.stream().filter(node -> observers || node.isMember()).toList();
    if (out.isJson()) {
      shown.forEach(node -> out.json(Fields.of(node, node.equals(coordinator))));
      return ExitCode.OK;
    }
    out.table(
        List.of("NAME", "ROLE", "COORDINATOR", "LABELS"),
        shown.stream()
            .map(
                node ->
                    List.of(
                        node.name(),
                        node.role().name(),
                        node.equals(coordinator) ? "yes" : "-",
                        Details.pairs(node.labels())))
            .toList());
    return ExitCode.OK;
  }
}
