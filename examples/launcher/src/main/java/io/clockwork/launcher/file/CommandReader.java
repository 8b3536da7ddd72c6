package io.clockwork.launcher.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a job runs. */
final class CommandReader {
  private static final String EXAMPLE = "\"./job.sh --full\" or [\"./job.sh\", \"--full\"]";

  private final Problems problems;
  private final Section section;
  private final Values values;

  CommandReader(Problems problems, Section section, Values values) {
    this.problems = problems;
    this.section = section;
    this.values = values;
  }

  /** Reads the command; null, with problems noted, if it is missing or wrong. */
  @Nullable CommandSpec read() {
    Map<String, String> environment = values.textMap("env", "{LANG: C}");
    environment.keySet().forEach(this::checkVariable);
    Path directory = values.read("dir", "a directory", Path::of);
    Node run = section.value("run");
    if (run == null) {
      problems.add(section.place("run"), section.path("run"), "is missing; write run: " + EXAMPLE);
      return null;
    }
    List<String> arguments = values.texts("run", EXAMPLE, text -> text);
    if (arguments == null) {
      return null;
    }
    if (arguments.get(0).isBlank()) {
      problems.add(run, section.path("run"), "is blank; write " + EXAMPLE);
      return null;
    }
    boolean list = Values.kind(run).equals("a list");
    return new CommandSpec(
        list ? arguments : List.of("sh", "-c", arguments.get(0)), environment, directory);
  }

  private void checkVariable(String variable) {
    boolean reserved = variable.startsWith("CLOCKWORK_");
    if (reserved || variable.isEmpty() || variable.contains("=")) {
      problems.add(
          section.place("env"),
          section.path("env") + "." + variable,
          reserved
              ? "names that begin with CLOCKWORK_ are set by the launcher; use another name"
              : "is no name for an environment variable; use letters, digits and '_'");
    }
  }
}
