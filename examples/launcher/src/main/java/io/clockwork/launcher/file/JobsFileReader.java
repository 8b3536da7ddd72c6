package io.clockwork.launcher.file;

import io.clockwork.Clockwork;
import io.clockwork.cluster.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a jobs file. Works on YAML's nodes and not on the maps that they make, because nodes know
 * their places; so nothing in the file can make an object either.
 */
public final class JobsFileReader {
  private static final Set<String> KEYS =
      Set.of(
          "cluster",
          "member",
          "labels",
          "stack",
          "members",
          "bind",
          "port",
          "voters",
          "max-clock-skew",
          "journal",
          "durability",
          "workers",
          "grace",
          "jobs");
  private static final int MAX_WORKERS = 10_000;

  private final Problems problems;
  private final Section section;
  private final Values values;
  private final Overrides overrides;

  private JobsFileReader(Problems problems, Section section, Overrides overrides) {
    this.problems = problems;
    this.section = section;
    this.values = new Values(problems, section);
    this.overrides = overrides;
  }

  /**
   * Reads a file.
   *
   * @param file a YAML file in UTF-8
   * @param overrides win over what the file says
   * @return what it says, checked
   * @throws JobsFileException if it is no YAML or has mistakes: all that were found
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the fault is with the overrides
   */
  public static MemberConfig read(Path file, Overrides overrides)
      throws JobsFileException, IOException {
    return read(file.toString(), Files.readString(file), overrides);
  }

  static MemberConfig read(String name, String text, Overrides overrides) throws JobsFileException {
    overrides.check();
    Problems problems = new Problems();
    MemberConfig config = null;
    try {
      config = read(problems, compose(name, text), overrides);
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark(), "", "this is no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(Optional.empty(), "", "this is no YAML: " + e.getMessage());
    }
    if (config == null || !problems.isEmpty()) {
      throw new JobsFileException(problems.in(name));
    }
    return config;
  }

  private static @Nullable Node compose(String name, String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(name).build();
    return new Compose(settings).composeString(text).orElse(null);
  }

  private static @Nullable MemberConfig read(
      Problems problems, @Nullable Node root, Overrides overrides) {
    String example = "cluster: billing";
    if (root == null) {
      problems.add(Optional.empty(), "", "the file is empty; begin with " + example);
      return null;
    }
    Section section = Section.open(problems, "", root, example, KEYS);
    return section == null ? null : new JobsFileReader(problems, section, overrides).read();
  }

  private @Nullable MemberConfig read() {
    String cluster = overrides.cluster();
    if (cluster == null) {
      cluster = values.read("cluster", "billing", JobsFileReader::cluster);
      if (!section.has("cluster")) {
        problems.add(
            section.place("cluster"),
            "cluster",
            "is missing; write cluster: NAME, or use --cluster");
      }
    }
    String member = values.read("member", "node-1", PlacementReader::member);
    Integer workers = values.integer("workers", 1, MAX_WORKERS);
    Duration grace = values.read("grace", "25s", JobsFileReader::grace);
    Duration maxClockSkew = values.read("max-clock-skew", "5s", JobsFileReader::maxClockSkew);
    Map<String, String> labels = labels();
    Network network = network();
    List<String> voters = new VotersReader(problems, section, values).read(overrides.voters());
    String name = or(overrides.member(), member);
    JournalSpec journal =
        new JournalReader(problems, section, values).read(overrides, cluster, name);
    List<FileJob> jobs = jobs();
    if (cluster == null || network == null) {
      return null;
    }
    List<String> notes = new ArrayList<>(VotersReader.notes(voters, name));
    notes.addAll(JournalReader.notes(section, journal, overrides, name));
    notes.addAll(JobChecks.notes(jobs));
    return new MemberConfig(
        cluster,
        name,
        labels,
        network,
        voters,
        Objects.requireNonNullElse(maxClockSkew, MemberConfig.DEFAULT_MAX_CLOCK_SKEW),
        journal,
        Objects.requireNonNullElse(or(overrides.workers(), workers), MemberConfig.DEFAULT_WORKERS),
        Objects.requireNonNullElse(or(overrides.grace(), grace), MemberConfig.DEFAULT_GRACE),
        jobs,
        notes);
  }

  /** The builders know their own limits; asking them keeps those in one place. */
  private static String cluster(String name) {
    var unused = Clockwork.cluster(name);
    return name;
  }

  private static Duration grace(String text) {
    Duration grace = Durations.parse(text);
    var unused = Clockwork.cluster("any").grace(grace);
    return grace;
  }

  private static Duration maxClockSkew(String text) {
    Duration most = Durations.parse(text);
    var unused = Clockwork.cluster("any").maxClockSkew(most);
    return most;
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(values.textMap("labels", "{zone: eu}"));
    try {
      PlacementReader.checkLabels("self", labels);
    } catch (IllegalArgumentException e) {
      problems.add(section.place("labels"), "labels", String.valueOf(e.getMessage()));
    }
    labels.putAll(overrides.labels());
    return labels;
  }

  /**
   * Members on the command line mean tcp, and another stack there leaves the file's tcp settings.
   */
  private @Nullable Network network() {
    String bind = values.text("bind", "127.0.0.1, an interface, or loopback");
    String stack = values.text("stack", "udp, tcp or the path of a JGroups XML");
    List<String> members = members();
    Integer port = values.integer("port", 1, 65535);
    List<String> listed = members;
    Integer listedPort = port;
    String forced = or(overrides.stack(), overrides.members().isEmpty() ? null : "tcp");
    if (forced != null && !forced.equals("tcp")) {
      members = List.of();
      port = null;
    }
    if (!overrides.members().isEmpty()) {
      members = overrides.members();
    }
    try {
      return Networks.of(
          or(forced, stack), members, or(overrides.bind(), bind), or(overrides.port(), port));
    } catch (IllegalArgumentException e) {
      if (overrides.changeNetwork() && isNetwork(stack, listed, bind, listedPort)) {
        throw new IllegalArgumentException(
            "the options for the network do not go with one another or with the jobs file: "
                + e.getMessage(),
            e);
      }
      String key = section.has("stack") ? "stack" : section.has("members") ? "members" : "port";
      problems.add(section.place(key), key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static boolean isNetwork(
      @Nullable String stack, List<String> members, @Nullable String bind, @Nullable Integer port) {
    try {
      var unused = Networks.of(stack, members, bind, port);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private List<String> members() {
    String example = "[10.0.0.5:7800, 10.0.0.6:7800]";
    List<String> lists =
        values.texts(
            "members",
            example,
            text -> {
              var unused = Network.tcp(text.split(",", -1));
              return text;
            });
    return lists == null
        ? List.of()
        : lists.stream().flatMap(list -> Stream.of(list.split(",", -1))).toList();
  }

  private List<FileJob> jobs() {
    Node node = section.value("jobs");
    Section jobs =
        node == null
            ? null
            : Section.open(problems, "jobs", node, "{extract: {every: 30s, run: ./extract.sh}}");
    List<FileJob> read = new ArrayList<>();
    if (jobs != null) {
      for (String name : jobs.keys()) {
        Node value = Objects.requireNonNull(jobs.value(name));
        FileJob job = JobReader.read(problems, name, jobs.place(name), jobs.path(name), value);
        if (job != null) {
          read.add(job);
        }
      }
      JobChecks.cycle(problems, jobs, read);
    }
    return read;
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
